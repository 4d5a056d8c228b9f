import {
  type GridCommandLine,
  LAST_CODE,
  type LocalCommandLine,
  type Redirect,
  type Step,
  type When,
} from './line.ts';
import {readWord} from './read-word.ts';
import {Scanner} from './scanner.ts';

const WHEN: Readonly<Record<string, When>> = {
  ';': 'always',
  '\n': 'always',
  '&': 'always',
  '&&': 'success',
  '||': 'failure',
};

/** What begins a command for a shell on this machine. */
const LOCAL = /!|sh:/iy;

/** Puts what stands before it into the background. */
const BACKGROUND = /&(?=\s|;|$)/y;

/** What ends a command for the shell. Its own `&` a shell sees to itself; one behind a pipe is meant for the whole. */
const BEHIND_LOCAL = /;|&&|\|\|/y;
const BEHIND_PIPE = /;|&&|\|\||(?<=\s)&(?=\s|;|$)/y;

/**
 * Read a command line: `COMMAND; COMMAND && COMMAND | SHELL COMMAND > FILE # comment`.
 *
 * Quotes and backslashes are those of a shell. `;` and the end of a line separate commands wherever they stand; `|`,
 * `&&`, `||`, `>` and `#` have a blank in front, so `a|b` is a name. Of a shell there is no more than that: `*`, `~` and
 * `$NAME` stay as they are. `|` hands the rest to a shell on this machine, up to the next `;`, `&&` or `||` outside of
 * its quotes and parentheses; so do `!` and `sh:` at the beginning. ` &` at the end puts what stands before it, up to a
 * `;`, into the background.
 * @param firstLine the number of the first line of `text`, for messages
 * @param hasVariables `$NAME` and `${NAME}` stand for variables; in a batch they stay as they are
 * @throws {LineError} for what cannot be read, with its place; nothing else
 */
export function readLine(text: string, firstLine = 1, hasVariables = false): Step[] {
  const scanner = new Scanner(text, firstLine, hasVariables);
  const steps: Step[] = [];
  let when: When = 'always';
  let chain = {start: 0, steps: 0}; // the commands since the last `;`
  for (;;) {
    scanner.skipBlanks();
    const start = scanner.at;
    const command = readCommand(scanner);
    const end = scanner.at;
    const operator = scanner.take(/;|\n|&&|\|\||&/y)?.[0];
    const next = operator === undefined ? undefined : (WHEN[operator] ?? 'always');
    if (command !== undefined) steps.push({when, command});
    else if (when !== 'always') throw scanner.error('A command is missing here.', start);
    else if (next !== undefined && next !== 'always')
      throw scanner.error(`No command stands before ${operator}.`, start);
    if (operator === '&') {
      if (steps.length === chain.steps) throw scanner.error('No command stands before &.', start);
      const background = scanner.text.slice(chain.start, end).trim();
      steps.splice(chain.steps, Infinity, {when: 'always', command: {kind: 'background', text: background}});
    }
    if (next === undefined) return steps;
    if (next === 'always') chain = {start: scanner.at, steps: steps.length};
    when = next;
  }
}

/** @returns undefined where none stands here */
function readCommand(scanner: Scanner): GridCommandLine | LocalCommandLine | undefined {
  const start = scanner.at;
  if (scanner.take(LOCAL)) return {kind: 'local', text: readShellText(scanner, start)};
  const words = [];
  const redirects: Redirect[] = [];
  let pipe: string | undefined;
  for (; pipe === undefined; scanner.skipBlanks()) {
    if (scanner.isCommandOver || isAt(scanner, /&&|\|\|/y) || isAt(scanner, BACKGROUND)) break;
    const bar = scanner.at;
    if (scanner.take(/\|/y)) {
      if (words.length === 0) throw scanner.error('No command stands before |.', bar);
      pipe = readShellText(scanner, bar, BEHIND_PIPE);
      break;
    }
    const redirect = readRedirect(scanner);
    if (redirect === undefined) words.push(readWord(scanner));
    else redirects.push(redirect);
  }
  const [verb] = words;
  if (verb === undefined) {
    if (redirects.length > 0) throw scanner.error('There is no command whose output could go there.', start);
    return undefined;
  }
  if (words.length === 1 && verb.length === 1 && verb[0] === LAST_CODE) words[0] = ['exitcode'];
  return {kind: 'grid', words, redirects, pipe};
}

function readRedirect(scanner: Scanner): Redirect | undefined {
  const start = scanner.at;
  if (scanner.take(/2>&1(?=\s|;|$)/y)) return {from: 2, to: 'data', append: false};
  const [operator] = scanner.take(/2?>>?/y) ?? [];
  if (operator === undefined) return undefined;
  scanner.skipBlanks();
  if (scanner.isCommandOver) throw scanner.error(`Name a local file behind ${operator}.`, start);
  return {from: operator.startsWith('2') ? 2 : 1, to: readWord(scanner), append: operator.endsWith('>>')};
}

/**
 * The rest of a command as a shell reads it.
 * @param start of the command, for messages
 * @param end what ends it, outside of quotes and parentheses
 */
function readShellText(scanner: Scanner, start: number, end = BEHIND_LOCAL): string {
  const from = scanner.at;
  let to: number | undefined;
  let depth = 0;
  let isWordStart = true;
  while (scanner.next !== undefined) {
    const {next, at} = scanner;
    if (next === '\n' || (depth === 0 && isAt(scanner, end))) break;
    if (next === '#' && isWordStart) {
      to = at;
      scanner.take(/[^\n]*/y);
      break;
    }
    isWordStart = /\s/.test(next);
    if (next === "'" || next === '"' || next === '`') scanner.quoted(next);
    else if (next === '\\') scanner.take(/\\[^]?/y);
    else {
      if (next === '(') depth++;
      if (next === ')') depth = Math.max(depth - 1, 0);
      scanner.at++;
    }
  }
  const text = scanner.text.slice(from, to ?? scanner.at).trim();
  if (text === '') throw scanner.error('A command for the shell is missing here.', start);
  return text;
}

function isAt(scanner: Scanner, expression: RegExp): boolean {
  expression.lastIndex = scanner.at;
  return expression.test(scanner.text);
}
