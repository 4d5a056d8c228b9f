import type {Interrupt, Run} from '@alien-grid/cli/command';
import {Call} from './call.ts';
import {commandWords, type Operand, type Options} from './command-words.ts';
import {type GridEntry, gridEntry} from './entries.ts';
import type {Rows} from './rows.ts';

/** Any command: operands, and options in objects. */
export type Method<T = unknown, R = unknown> = (...values: readonly (Operand | Options)[]) => Call<T, R>;

/** What a copy tells while it is under way: `planned`, `started`, `progress`, `done`, `failed`, ..., `summary`. */
export interface CopyTold {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** All commands; what is several words is below each other: `grid.jobs.list()`. */
interface Commands {
  readonly [command: string]: Method & Commands;
}

/** The commands whose answers have types of their own. */
interface TypedCommands {
  readonly ls: Method<GridEntry, Rows<GridEntry>>;
  readonly find: Method<GridEntry, Rows<GridEntry>>;
  readonly cp: Method<CopyTold>;
  readonly sync: Method<CopyTold>;
  readonly cat: Method<object, string>;
  readonly pwd: Method<object, string>;
  readonly ps: Method<Readonly<Record<string, string>>, Rows<Readonly<Record<string, string>>>>;
}

/** The commands of the grid as functions. */
export type Grid = TypedCommands & Commands;

/** A command that can be called, for `help`. */
export const COMMAND_OF = new WeakMap<object, string>();

type Told = Readonly<Record<string, unknown>>;

/** What a call gives when it is awaited: the list of what was found, the document or the text that it printed. */
function whole(elements: Rows<Told>, document: object | undefined): unknown {
  const texts = elements.map(onlyText);
  if (texts.length > 0 && texts.every((text) => text !== undefined)) return [...texts].join('\n');
  return document === undefined || elements.length > 1 ? elements : document;
}

/** The text of an element that has no more than that, as `pwd` gives it. */
function onlyText(told: Told): string | undefined {
  const {message} = told;
  return typeof message === 'string' && Object.keys(told).length === 1 ? message : undefined;
}

/** How the calls of some commands differ from those of all others. */
const TYPED: Readonly<Record<string, {always: readonly string[]; make: typeof plain}>> = {
  ls: {always: ['--json', '--long'], make: entries},
  la: {always: ['--json', '-l'], make: entries},
  find: {always: ['--ndjson'], make: entries},
  cp: {always: ['--json', '--quiet'], make: copies},
  sync: {always: ['--json', '--quiet'], make: copies},
  cat: {always: ['--json'], make: texts},
  home: {always: ['--json'], make: texts},
  pwd: {always: ['--json'], make: texts},
};

type Maker = (run: Run, words: readonly string[], underWay: Set<Interrupt>) => Call<unknown, unknown>;

function plain(...[run, words, underWay]: Parameters<Maker>): Call<unknown, unknown> {
  return new Call<Told, unknown>(run, words, {element: (told) => ({...told}), whole}, underWay);
}

function entries(...[run, words, underWay]: Parameters<Maker>): Call<unknown, unknown> {
  return new Call(run, words, {element: gridEntry, whole: (all) => all}, underWay);
}

function texts(...[run, words, underWay]: Parameters<Maker>): Call<unknown, unknown> {
  const textOf = ({content, message}: Told): string =>
    [content, message].find((text) => typeof text === 'string') ?? '';
  return new Call<Told, unknown>(
    run,
    words,
    {element: (told) => ({...told}), whole: (all) => [...all].map(textOf).join('\n')},
    underWay,
  );
}

function copies(...[run, words, underWay]: Parameters<Maker>): Call<unknown, unknown> {
  const summaryOf = (all: Rows<Told>): unknown => all.at(-1)?.['summary'];
  return new Call<Told, unknown>(run, words, {element: (told) => ({...told}), whole: summaryOf}, underWay);
}

/**
 * Make `grid`: a function for each command of the program.
 * @param commandIds with colons between the words of a command
 * @param underWay holds what stops the commands that are under way
 */
export function makeGrid(run: Run, commandIds: readonly string[], underWay: Set<Interrupt>): Grid {
  const commands: Tree = bare();
  for (const id of [...commandIds].sort()) {
    const {always, make} = TYPED[id] ?? {always: ['--json'], make: plain};
    const method: Method = (...values) => make(run, commandWords(id, always, values), underWay);
    COMMAND_OF.set(method, id);
    put(commands, id.split(':').map(methodName), method);
  }
  // eslint-disable-next-line house/no-unchecked-cast -- TYPED says which commands have types of their own
  return commands as unknown as Grid;
}

interface Tree {
  [command: string]: Method | Tree;
}

/** Without `toString` and the like, which TAB would list. */
function bare(): Tree {
  const tree: unknown = Object.create(null);
  return tree as Tree; // empty
}

/** A command and commands below it may have one name: then the function has them as its properties. */
function put(tree: Tree, [name = '', ...below]: readonly string[], method: Method): void {
  if (below.length === 0) {
    tree[name] = Object.assign(method, tree[name]);
    return;
  }
  const inner = (tree[name] ??= bare());
  put(inner as Tree, below, method); // a function takes properties as well
}

/** `cert-info` is `certInfo`. */
function methodName(word: string): string {
  return word.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
