import type {OptionKind} from '../../../src/service/call/options.ts';
import {COMMANDS} from '../../../src/service/commands/index.ts';

/**
 * Operands that people and scripts come up with. In the directory where they are asked: the directory d with a file
 * and a touched one, the file f, the touched file t. `GUID` is that of f, `NOGUID` is nobody's, `JOB` is a job.
 */
const OPERANDS: readonly (readonly string[])[] = [
  [],
  ['f'],
  ['t'],
  ['d'],
  ['d/'],
  ['nothere'],
  ['no*'],
  ['d/*'],
  ['GUID'],
  ['NOGUID'],
  ['JOB'],
  ['99'],
  ['.'],
  ['..'],
  ['...'],
  ['/..'],
  ['f/x/..'],
  ['./d/../f'],
  ['./d/../nothere'],
  [''],
  ['-'],
  ['f', 'f'],
  ['f', 'nothere'],
  ['nothere', 'f'],
  ['t', 'd'],
  ['d', 'f'],
  ['d', 'd'],
  ['f', 't', 'd'],
  ['nothere', 'f', 'd'],
];
/** What an option is tried with: the kinds of operands that commands tell apart. */
const WITH_OPTION = [[], ['f'], ['t'], ['d'], ['nothere'], ['f', 'nothere']];
/** Values of options, sound and unsound. */
const VALUES: Readonly<Record<Exclude<OptionKind, 'flag'>, readonly string[]>> = {
  text: ['x', ''],
  texts: ['x'],
  number: ['1', '-1', 'x'],
  'maybe-text': ['x'],
  'maybe-number': ['99', 'x'],
};

/** Commands that cannot be asked thousands of times, or tell of the machine. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ping: 'it waits between its messages',
  testSE: 'it needs storage servers, and takes seconds',
  token: 'it makes keys',
  motd: 'it takes no operand',
  optimiserLogs: 'it tells of the background',
};

/** The commands that are asked. */
export const ASKED: readonly string[] = [...COMMANDS.keys()].filter((name) => !(name in LEFT_OUT));

/** The words of all requests for a command: every operand, and every option with some. */
export function requestsFor(name: string): string[][] {
  const options = Object.entries(COMMANDS.get(name)?.options ?? {});
  const lettered = options.flatMap(([letter, kind]) => {
    const settings = kind === 'flag' ? [[`-${letter}`]] : VALUES[kind].map((value) => [`-${letter}`, value]);
    return settings.flatMap((setting) => WITH_OPTION.map((words) => [...setting, ...words]));
  });
  return [...OPERANDS.map((words) => [...words]), ...lettered];
}
