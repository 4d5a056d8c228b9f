import ts from 'typescript';

const {SyntaxKind: Kind} = ts;

/** What an operator becomes: another one that a test of its limits tells apart. */
const OPERATORS = new Map([
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
  [Kind.LessThanToken, '<='],
  [Kind.LessThanEqualsToken, '<'],
  [Kind.GreaterThanToken, '>='],
  [Kind.GreaterThanEqualsToken, '>'],
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
  [Kind.PlusToken, '-'],
  [Kind.MinusToken, '+'],
  [Kind.AsteriskToken, '/'],
  [Kind.SlashToken, '*'],
  [Kind.PlusEqualsToken, '-='],
  [Kind.MinusEqualsToken, '+='],
]);

/** Methods that are easily taken for one another. */
const METHODS = new Map(
  [
    ['some', 'every'],
    ['startsWith', 'endsWith'],
    ['min', 'max'],
  ].flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);

/**
 * All small changes of a source, each of which a test should notice, and one source that holds them all.
 * @returns `mutants`: for each its line and what it changes; its id is its index. `source`: behaves as the original
 *   does, but for the mutants whose id `isMutant(id)` says yes to
 */
export function mutantsOf(source, name) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const emit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node))
      return node.getText(file);
    const ids = changesOf(node, file).map(({from, to, text}) => {
      const line = file.getLineAndCharacterOfPosition(from).line + 1;
      const before = shown(source.slice(from, to));
      mutants.push({line, change: `${before} -> ${text === '' ? 'nothing' : shown(text)}`});
      return [
        mutants.length - 1,
        source.slice(node.getStart(file), from) + text + source.slice(to, node.end),
      ];
    });
    const original = withChildren(node, file, emit);
    if (ids.length === 0) return original;
    if (ts.isStatement(node)) return `{if (!isMutant(${ids[0][0]})) {${original}}}`;
    return `(${ids.map(([id, text]) => `isMutant(${id}) ? ${text} : `).join('')}${original})`;
  };
  return {source: source.slice(0, file.getStart(file)) + emit(file), mutants};
}

function withChildren(node, file, emit) {
  const text = file.text;
  let at = node.getStart(file);
  let whole = '';
  ts.forEachChild(node, (child) => {
    const start = child.getStart(file);
    if (start < at) return; // part of what is written already
    whole += text.slice(at, start) + emit(child);
    at = child.end;
  });
  return whole + text.slice(at, node.end);
}

/** The changes of a node itself, not of what is in it: the text at these positions becomes another one. */
function changesOf(node, file) {
  const place = (target, text) => ({from: target.getStart(file), to: target.end, text});
  const changes = [];
  if (isCondition(node)) changes.push(place(node, 'true'), place(node, 'false'));
  if (ts.isBinaryExpression(node)) {
    const {left, operatorToken} = node;
    const other = OPERATORS.get(operatorToken.kind);
    if (operatorToken.kind === Kind.QuestionQuestionToken) changes.push(place(node, left.getText(file)));
    else if (other !== undefined && !isText(node)) changes.push(place(operatorToken, other));
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken)
    changes.push(place(node, node.operand.getText(file)));
  if (ts.isCallExpression(node)) changes.push(...changesOfCall(node, file, place));
  if (ts.isNumericLiteral(node) && !isName(node)) changes.push(place(node, `(${node.text} + 1)`));
  if (node.kind === Kind.TrueKeyword && !isCondition(node)) changes.push(place(node, 'false'));
  if (node.kind === Kind.FalseKeyword && !isCondition(node)) changes.push(place(node, 'true'));
  if (ts.isExpressionStatement(node) && !isAssignment(node.expression) && !isSuper(node.expression))
    changes.push(place(node, ''));
  if (ts.isThrowStatement(node)) changes.push(place(node, ''));
  if (ts.isAwaitExpression(node)) changes.push(place(node, node.expression.getText(file)));
  return changes;
}

function changesOfCall({expression}, file, place) {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const {name, expression: object} = expression;
  const other = METHODS.get(name.text);
  if (other !== undefined) return [place(name, other)];
  if (name.text !== 'filter') return [];
  return [place(expression.parent, object.getText(file))];
}

function isCondition(node) {
  const {parent} = node;
  if (parent === undefined) return false;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  return ts.isConditionalExpression(parent) && parent.condition === node;
}

function isName(node) {
  return 'name' in node.parent && node.parent.name === node;
}

/** Sums of text are messages. */
function isText({left, right}) {
  return [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
}

function isAssignment(expression) {
  return ts.isBinaryExpression(expression) && expression.operatorToken.kind === Kind.EqualsToken;
}

function isSuper(expression) {
  return ts.isCallExpression(expression) && expression.expression.kind === Kind.SuperKeyword;
}

function shown(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 47)}...` : line;
}
