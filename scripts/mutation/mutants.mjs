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
 * @returns for each: where it is (`line`, and the node from `start` to `end`), the `text` in the place of that node, what
 *   it `change`s in words, whether the node is a statement, and whether it is evaluated `late`: at a call, not when the
 *   module is loaded
 */
export function mutantsOf(source, name) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const add = (node, [part, text]) => {
    const [start, from] = [node.getStart(file), part.getStart(file)];
    const {line} = file.getLineAndCharacterOfPosition(from);
    const before = source.slice(from, part.end);
    mutants.push({
      line: line + 1,
      change: `${shown(before)} -> ${text === '' ? 'nothing' : shown(text)}`,
      start,
      end: node.end,
      text: source.slice(start, from) + text + source.slice(part.end, node.end),
      isStatement: ts.isStatement(node),
      late: isLate(node),
    });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    for (const [part, text] of changesOf(node, file))
      add(ts.isToken(part) && isOperator(part) ? node : part, [part, text]);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** The source with one of its changes. */
export function changed(source, {start, end, text}) {
  return source.slice(0, start) + text + source.slice(end);
}

/**
 * The source with all changes that are late, of which the one is in force whose index is the value of an expression.
 * @param mutants all of that source
 */
export function switched(source, mutants, expression) {
  const places = new Map();
  for (const [index, mutant] of mutants.entries()) {
    if (!mutant.late) continue;
    const key = `${mutant.start}-${mutant.end}`;
    places.set(key, [...(places.get(key) ?? []), {...mutant, index}]);
  }
  // A node comes before those inside of it.
  const waiting = [...places.values()].sort(([a], [b]) => a.start - b.start || b.end - a.end);
  const between = (start, end) => {
    let text = '';
    let at = start;
    while (waiting.length > 0 && waiting[0][0].start < end) {
      const choices = waiting.shift();
      const [{start: begin, end: stop}] = choices;
      text += source.slice(at, begin) + choice(choices, between(begin, stop));
      at = stop;
    }
    return text + source.slice(at, end);
  };
  const choice = (choices, original) => {
    if (choices[0].isStatement) return `{if(${expression}!==${choices[0].index}){${original}}}`;
    const others = choices.map(({index, text}) => `${expression}===${index}?(${text}):`);
    return `(${others.join('')}(${original}))`;
  };
  return between(0, source.length);
}

/** @returns pairs of a node, or its operator, and the text in its place */
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

function isOperator({kind}) {
  return OPERATORS.has(kind);
}

/** Whether a node is inside of a function, or of what each instance of a class evaluates. */
function isLate(node) {
  for (let {parent} = node, child = node; parent !== undefined; child = parent, {parent} = parent) {
    if (ts.isFunctionLike(parent)) return child !== parent.name;
    const isField = ts.isPropertyDeclaration(parent) && child === parent.initializer;
    if (isField) return !parent.modifiers?.some(({kind}) => kind === Kind.StaticKeyword);
  }
  return false;
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
