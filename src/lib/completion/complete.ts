import {type Candidate, type CommandModel, type Completion, type FlagModel, NOTHING} from './model.ts';
import {behind, namedLike} from './names.ts';
import type {Sources} from './sources.ts';
import type {OpenLine} from './split-line.ts';
import {namedAliases, meantWords} from './user-words.ts';
import {valuesFor} from './values.ts';

/** The command of words, and those behind its name. */
interface Found {
  readonly command: CommandModel;
  readonly words: readonly string[];
}

/**
 * What may come next on a line.
 * @param line the words of one command, and the one at the cursor
 * @param commands all that the program has
 * @throws what the sources throw
 */
export async function complete(
  {words, current, reader}: Pick<OpenLine, 'words' | 'current' | 'reader'>,
  commands: readonly CommandModel[],
  sources: Sources,
): Promise<Completion> {
  if (reader === 'comment') return NOTHING;
  if (reader !== 'program') return {candidates: [], order: 'files'};
  const aliases = sources.aliases();
  if (words.length > 0) return await completeCommand(meantWords(words, aliases), current, commands, sources);
  const own = namedLike(current, namedAliases(aliases));
  const taken = new Set(own.map(({word}) => word));
  // Where the user has a word of this beginning, no one waits for the service to tell its commands.
  const others = await commandsLike([], current, commands, own.length === 0 ? sources : undefined);
  return {candidates: [...own, ...others.filter(({word}) => !taken.has(word))]};
}

async function completeCommand(
  words: readonly string[],
  current: string,
  commands: readonly CommandModel[],
  sources: Sources,
): Promise<Completion> {
  const found = commandOf(words, commands);
  const [name] = words;
  if (found === undefined && (name === undefined || isTopic(words, commands))) {
    return {candidates: await commandsLike(words, current, commands, sources)};
  }
  // Of a command that only the service knows, the words are names more often than anything else.
  if (found === undefined) return await valuesFor('lfn', current, {operands: [], sources});
  const subcommands = await commandsLike(words, current, commands, undefined);
  const {candidates, order} = await behindCommand(found, current, commands, sources);
  return {candidates: [...subcommands, ...candidates], ...(order && {order})};
}

async function behindCommand(
  {command, words}: Found,
  current: string,
  commands: readonly CommandModel[],
  sources: Sources,
): Promise<Completion> {
  const {operands, awaiting, isOver, given} = readWords(command, words);
  const slot = command.operands[Math.min(operands.length, command.operands.length - 1)];
  if (awaiting?.value !== undefined) return await valuesFor(awaiting.value, current, {operands, sources});
  if (!isOver && current.startsWith('-') && slot !== 'command') {
    const [, before, name = '', value = ''] = /^(--?([\w-]+)=)(.*)$/s.exec(current) ?? [];
    if (before === undefined) return {candidates: flagsLike(command, current, given)};
    const kind = flagOf(command, `--${name}`)?.value;
    if (kind === undefined) return NOTHING;
    const {candidates} = await valuesFor(kind, value, {operands, sources});
    return {candidates: behind(before, candidates)};
  }
  if (slot === 'command') return await completeCommand(operands, current, commands, sources);
  const isFull = !command.repeats && operands.length >= command.operands.length;
  return slot === undefined || isFull ? NOTHING : await valuesFor(slot, current, {operands, sources});
}

/** The command with the longest name that words begin with. */
function commandOf(words: readonly string[], commands: readonly CommandModel[]): Found | undefined {
  for (let length = Math.min(words.length, LONGEST_NAME); length > 0; length--) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((each) => each.name === name);
    if (command) return {command, words: words.slice(length)};
  }
  return undefined;
}

/** `sandbox user add` */
const LONGEST_NAME = 3;

function isTopic(words: readonly string[], commands: readonly CommandModel[]): boolean {
  return commands.some(({name}) => name.startsWith(`${words.join(' ')} `));
}

/** The next word of all commands whose names begin with these words. */
async function commandsLike(
  words: readonly string[],
  current: string,
  commands: readonly CommandModel[],
  sources: Sources | undefined,
): Promise<Candidate[]> {
  const before = words.map((word) => `${word} `).join('');
  const found = new Map<string, string>();
  for (const {name, summary} of commands) {
    if (!name.startsWith(before + current) || name === before.trimEnd()) continue;
    const [next = '', ...more] = name.slice(before.length).split(' ');
    if (more.length === 0 || !found.has(next)) found.set(next, more.length === 0 ? summary : '');
  }
  if (found.size === 0 && words.length === 0 && sources !== undefined && current !== '') {
    return namedLike(current, await sources.serverCommands());
  }
  return namedLike(
    current,
    [...found].map(([name, summary]) => ({name, summary})),
  );
}

/** What the words behind a command are. */
interface ReadWords {
  readonly operands: readonly string[];
  /** a flag whose value comes next */
  readonly awaiting: FlagModel | undefined;
  /** behind `--` */
  readonly isOver: boolean;
  readonly given: ReadonlySet<FlagModel>;
}

function readWords(command: CommandModel, words: readonly string[]): ReadWords {
  const operands: string[] = [];
  const given = new Set<FlagModel>();
  let awaiting: FlagModel | undefined;
  let isOver = false;
  for (const word of words) {
    if (awaiting !== undefined) awaiting = undefined;
    else if (isOver || !/^-./.test(word)) {
      operands.push(word);
      // what stands behind the first operand is for another command
      isOver ||= command.operands[0] === 'command';
    } else if (word === '--') isOver = true;
    else {
      const flag = flagOf(command, word);
      if (flag === undefined) continue;
      given.add(flag);
      if (flag.value !== undefined && !word.includes('=')) awaiting = flag;
    }
  }
  return {operands, awaiting, isOver, given};
}

/** The flag that a word is; of a cluster of letters the last one. The old spelling has one dash before long names. */
function flagOf({flags}: CommandModel, word: string): FlagModel | undefined {
  const [, dashes, name = ''] = /^(--?)([^=]*)/.exec(word) ?? [];
  const long = flags.find(({names}) => names.includes(name));
  if (long !== undefined || dashes === '--') return long;
  return flags.find(({letters}) => letters.includes(name.at(-1) ?? ''));
}

function flagsLike({flags}: CommandModel, current: string, given: ReadonlySet<FlagModel>): Candidate[] {
  const open = flags.filter((flag) => flag.repeats || !given.has(flag));
  const isOld = /^-[^-]/.test(current);
  return open.flatMap(({names, letters, summary}) => {
    const long = names.slice(0, 1).map((name) => ({name: `--${name}`, summary}));
    const short = letters.slice(0, 1).map((letter) => ({name: `-${letter}`, summary}));
    const old = isOld ? names.map((name) => ({name: `-${name}`, summary})) : [];
    return namedLike(current, [...long, ...short, ...old]);
  });
}
