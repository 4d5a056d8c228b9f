import {calledAs} from './called-as.ts';
import {programOptions} from './program-options.ts';

/** What a command line means, as far as it can be told from its words. */
export interface Opening {
  /** the command and its words */
  readonly words: readonly string[];
  /** variables that the name and the options of the program set */
  readonly env: Readonly<Record<string, string>>;
}

/** What is around a command line. */
export interface Facts {
  /** last part of the path that the program was called by */
  readonly name: string;
  /** Lines can be read from stdin: it is a file or a pipe. */
  readonly hasLines: boolean;
  /** long options that a command has */
  readonly optionsOf: (command: string) => ReadonlySet<string>;
}

/**
 * Find the command in a command line: that of the name it was called by, else the first word; a single word that holds
 * blanks is a whole line, and without any words the lines come from stdin.
 */
export function openingOf(argv: readonly string[], {name, hasLines, optionsOf}: Facts): Opening {
  const called = calledAs(name);
  const {words, env, strict} = programOptions(argv, called.verb, optionsOf);
  const all = {...called.env, ...env};
  if (called.verb !== undefined) return {words: splitAgain([called.verb, ...words], name), env: all};
  const batch = strict ? ['batch', '--strict'] : ['batch'];
  const [first, ...others] = words;
  if (first === undefined) return {words: hasLines || strict ? batch : [], env: all};
  if (others.length > 0) return {words: splitAgain(words, name), env: all};
  if (isLine(first)) return {words: [...batch, `--command=${unquoted(first)}`], env: all};
  return {words: strict ? [...batch, first] : words, env: all};
}

/** No command has a name like this. */
function isLine(word: string): boolean {
  return /\s|;|^!|^sh:/i.test(word);
}

/** alien.py takes one pair of quotes away from a line. */
function unquoted(line: string): string {
  return /^(['"])(.*)\1$/s.exec(line.trim())?.[2] ?? line;
}

/** Commands that need two names: a single one with a blank in it would be an error. */
const NEEDS_TWO = new Set(['chmod', 'chown', 'cp', 'mv']);

/**
 * alien.py splits a single word behind a command at its blanks: `find '/dir .log'`. That is done where it can mean
 * nothing else, and for `find` under the names of alien.py only, since `alien find 'my dir'` names a directory.
 */
function splitAgain(words: readonly string[], name: string): readonly string[] {
  const [verb = '', operand, ...others] = words;
  if (operand === undefined || others.length > 0 || !/\S\s+\S/.test(operand)) return words;
  const isOld = verb === 'find' && name !== 'alien';
  if (!isOld && !NEEDS_TWO.has(verb)) return words;
  return [verb, ...operand.trim().split(/\s+/)];
}
