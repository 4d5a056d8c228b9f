import {GROUPS} from '../show/command-groups.ts';
import {wrapWords} from './wrap-words.ts';

const EXAMPLES: readonly (readonly [command: string, meaning: string])[] = [
  ['alien ls -l /alice/data', 'list a directory on the grid'],
  ['alien cp alien:x.root file:.', 'download a file from your home there'],
  ['alien sandbox start', 'start a grid of your own, to try things'],
];

/** In place of the examples, for those who have nothing to log in with. */
const FIRST_HEADING = 'Nothing is set up yet. Begin with one of these:';
const FIRST: readonly (readonly [command: string, meaning: string])[] = [
  ['alien cert import FILE.p12', 'your certificate and key, for the real grid'],
  ['alien sandbox start', 'a grid of your own, which needs no account'],
  ['alien doctor', 'what is missing here, and what to do about it'],
];

const NEXT: readonly (readonly [command: string, meaning: string])[] = [
  ['alien help COMMAND', 'a command, with its options and examples'],
  ['alien help --all', 'all commands, those of the central service too'],
  ['alien help concepts', 'LFN, replica, token and the other words'],
];

const HEADING_WIDTH = 10;
const CELL_WIDTH = 11;

/**
 * The first screen of the help: it fits a terminal of 80x24.
 * @param title one sentence about the program
 * @param width columns of the terminal
 * @param isSetUp there is something to log in with; else it is said how to get there
 */
export function overview(title: string, width: number, isSetUp: boolean): string {
  const groups = Object.values(GROUPS).flatMap(({word, common}) =>
    inCells(common, width - HEADING_WIDTH - 2).map(
      (line, index) => `  ${(index === 0 ? word : '').padEnd(HEADING_WIDTH)}${line}`,
    ),
  );
  const start = isSetUp
    ? explained(EXAMPLES, width)
    : [...wrapped(FIRST_HEADING, 2, width), ...explained(FIRST, width)];
  return [wrapWords(title, width), '', ...groups, '', ...start, '', ...explained(NEXT, width)].join('\n');
}

/** Words in columns of the same width, as many a line as there is room for. */
function inCells(words: readonly string[], width: number): string[] {
  const each = Math.max(1, Math.floor((width + 1) / CELL_WIDTH));
  const lines = Array.from({length: Math.ceil(words.length / each)}, (_, line) =>
    words.slice(line * each, (line + 1) * each),
  );
  return lines.map((line) =>
    line
      .map((word) => word.padEnd(CELL_WIDTH))
      .join('')
      .trimEnd(),
  );
}

/** Commands with what they do beside them, or below where there is no room. */
function explained(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.max(...[...EXAMPLES, ...NEXT].map(([command]) => command.length));
  const right = Math.max(...[...EXAMPLES, ...NEXT].map(([, meaning]) => meaning.length));
  return rows.flatMap(([command, meaning]) =>
    left + right + 4 <= width
      ? [`  ${command.padEnd(left)}  ${meaning}`]
      : [`  ${command}`, ...wrapped(meaning, 4, width)],
  );
}

/** Lines of a text behind some blanks. */
function wrapped(text: string, indent: number, width: number): string[] {
  const lines = wrapWords(text, width - indent).split('\n');
  return lines.map((line) => `${' '.repeat(indent)}${line}`);
}
