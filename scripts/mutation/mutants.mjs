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

/**
 * All small changes of a source, each of which a test should notice.
 * @returns for each where it is (line and columns), what it changes, and the changed source
 */
export function mutantsOf(source, name) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const replace = (node, text, start = node.getStart(file)) => {
    const {line} = file.getLineAndCharacterOfPosition(start);
    const before = source.slice(start, node.end);
    mutants.push({
      line: line + 1,
      change: `${shown(before)} -> ${text === '' ? 'nothing' : shown(text)}`,
      source: source.slice(0, start) + text + source.slice(node.end),
    });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    for (const [target, text] of changesOf(node, file)) replace(target, text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** @returns pairs of a node and the text in its place */
function changesOf(node, file) {
  if (ts.isBinaryExpression(node)) {
    const {left, operatorToken} = node;
    if (operatorToken.kind === Kind.QuestionQuestionToken) return [[node, left.getText(file)]];
    const other = OPERATORS.get(operatorToken.kind);
    return other === undefined || isText(node) ? [] : [[operatorToken, other]];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken)
    return [[node, node.operand.getText(file)]];
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    return [
      [condition, 'true'],
      [condition, 'false'],
    ];
  }
  if (ts.isNumericLiteral(node)) return [[node, `(${node.text} + 1)`]];
  if (node.kind === Kind.TrueKeyword) return [[node, 'false']];
  if (node.kind === Kind.FalseKeyword) return [[node, 'true']];
  if (ts.isExpressionStatement(node) && !isAssignment(node.expression) && !isSuper(node.expression))
    return [[node, ';']];
  if (ts.isThrowStatement(node)) return [[node, ';']];
  if (ts.isAwaitExpression(node)) return [[node, node.expression.getText(file)]];
  return [];
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
