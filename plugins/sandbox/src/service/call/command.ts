import {expandPattern, isPattern} from '../../catalogue/entries/glob.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {lfnFrom} from '../../catalogue/names/names.ts';
import type {Answer} from '../answers/answer.ts';
import {EINVAL, ENOENT} from '../answers/errno.ts';
import type {Grid} from './grid.ts';
import {OptionError, parseOptions} from './options.ts';
import type {OptionSpecs, ParsedOptions} from './options.ts';
import type {Session} from '../identity/session.ts';

/** One request as a command sees it. */
export interface Call<S extends OptionSpecs = OptionSpecs> {
  readonly options: ParsedOptions<S>;
  /** What is left when the options are taken out. */
  readonly words: readonly string[];
  /** All that came, but for what the dispatcher takes out. */
  readonly input: readonly string[];
  readonly answer: Answer;
  readonly session: Session;
  readonly grid: Grid;
  /** The names of all commands that this account is shown. */
  readonly commands: () => readonly string[];
  /** Whether there is a command of that name. */
  readonly known: (name: string) => boolean;
  /** Runs another command into the same answer. */
  readonly execute: (name: string, input: readonly string[]) => Promise<void>;
  /** Fails as the service does when the number of words is wrong. */
  readonly complain: () => void;
  /** Adds the help text of this command. */
  readonly showHelp: () => void;
}

/** A command of the central service. One of these is one file. */
export interface CommandDefinition<S extends OptionSpecs> {
  readonly name: string;
  /** The words after the name, for the help text. */
  readonly usage?: string;
  /** What it does, then one line per option. */
  readonly help: readonly string[];
  /** Left out: there is no parser, everything is a word. */
  readonly options?: S;
  /** A parser error is answered as if the command did not exist. */
  readonly untrapped?: true;
  /** At least one word is needed. */
  readonly needsWord?: true;
  readonly adminOnly?: true;
  /** Runs, but is not in the list of commands. */
  readonly hidden?: true;
  /** Asking for help is answered as if the command did not exist. */
  readonly helpless?: true;
  /** Whatever is asked of it, help too, is answered with this text. */
  readonly refusal?: string;
  run(call: Call<S>): void | Promise<void>;
}

/** What the dispatcher passes on. */
export type Request = Omit<Call, 'options' | 'words' | 'input' | 'complain' | 'showHelp'>;

/** A command whose option types have been forgotten, so that different ones fit into one table. */
export interface ServerCommand {
  readonly name: string;
  readonly adminOnly: boolean;
  readonly hidden: boolean;
  /** Undefined: there is no parser, everything is a word. */
  readonly options: OptionSpecs | undefined;
  readonly help: (answer: Answer) => void;
  invoke(input: readonly string[], request: Request): void | Promise<void>;
}

/** Makes a command of its definition. */
export function command<const S extends OptionSpecs>(definition: CommandDefinition<S>): ServerCommand {
  const helpText = helpOf(definition);
  return {
    name: definition.name,
    adminOnly: definition.adminOnly === true,
    hidden: definition.hidden === true,
    options: definition.options,
    help(answer) {
      if (definition.refusal !== undefined) answer.failPlainly(EINVAL, definition.refusal);
      else if (definition.helpless) unknown(answer);
      else answer.say(helpText);
    },
    invoke(input, request) {
      const {answer} = request;
      if (definition.refusal !== undefined) return answer.failPlainly(EINVAL, definition.refusal);
      const showHelp = (): void => answer.say(helpText);
      const complain = (): void => {
        answer.fail(EINVAL, 'Command requires an argument');
        showHelp();
      };
      const parsed = parse(definition, input, answer);
      if (parsed === undefined) return;
      if (definition.needsWord && parsed.words.length === 0) return complain();
      return definition.run({...request, ...parsed, input, complain, showHelp});
    },
  };
}

function parse<S extends OptionSpecs>(
  definition: CommandDefinition<S>,
  input: readonly string[],
  answer: Answer,
): {options: ParsedOptions<S>; words: readonly string[]} | undefined {
  if (definition.options === undefined) return {options: {} as ParsedOptions<S>, words: input};
  try {
    return parseOptions(definition.options, input);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    if (definition.untrapped) unknown(answer);
    else answer.fail(EINVAL, error.message);
    return undefined;
  }
}

/** What the service says of commands that it cannot construct. */
export function unknown(answer: Answer): void {
  answer.failPlainly(ENOENT, 'Command not found or not implemented yet');
}

function helpOf(definition: CommandDefinition<OptionSpecs>): string {
  const usage = ['Usage:', definition.name, definition.usage].filter((word) => word !== undefined).join(' ');
  const [purpose = '', ...options] = definition.help;
  return [
    '',
    usage,
    `  ${purpose}`,
    ...(options.length > 0 ? [''] : []),
    ...options.map((l) => `  ${l}`),
  ].join('\n');
}

/** The entry that a word means, which is no pattern. */
export function entryFor({session, grid}: Pick<Call, 'session' | 'grid'>, word: string): Located | undefined {
  const path = session.absolute(word);
  const entry = grid.catalogue.entries.find(lfnFrom(path));
  // What still ends in a slash, as `file/x/..` does, can only be a directory.
  return path.endsWith('/') && entry?.type !== 'd' ? undefined : entry;
}

/** The entries that a word means: a pattern may mean many, a plain name one; undefined if nothing is there. */
export function entriesFor(call: Pick<Call, 'session' | 'grid'>, word: string): Located[] | undefined {
  if (isPattern(word)) {
    const found = expandPattern(call.grid.catalogue.entries, call.session.resolve(word));
    return found.length > 0 ? found : undefined;
  }
  const entry = entryFor(call, word);
  return entry === undefined ? undefined : [entry];
}
