import {SETTINGS} from '../settings/settings.ts';
import {looksLikeGrid} from '../paths/operand.ts';
import {type Candidate, type Completion, type Kind, NOTHING, type Slot} from './model.ts';
import {behind, gridNamesLike, namedLike, namesLike} from './names.ts';
import {namedAliases} from './user-words.ts';
import type {Named, Sources} from './sources.ts';
import {JOB_STATES} from './states.ts';

/** Where a value stands. */
export interface Context {
  /** the operands of the command before this one */
  readonly operands: readonly string[];
  readonly sources: Sources;
}

/** What fits in a place, as far as it is typed. */
export async function valuesFor(
  slot: Slot,
  typed: string,
  {operands, sources}: Context,
): Promise<Completion> {
  if (typeof slot !== 'string') return {candidates: namedLike(typed, named(slot))};
  const listed = LISTS[slot];
  if (listed !== undefined) return {candidates: lastOfList(typed, await listed(sources))};
  switch (slot) {
    case 'lfn':
    case 'lfn-directory':
      return {candidates: await gridNamesLike(typed, slot === 'lfn-directory', sources)};
    case 'local':
      return {candidates: [], order: 'files'};
    case 'local-directory':
      return {candidates: [], order: 'directories'};
    case 'copy':
      return {candidates: await sideOfCopy(typed, operands, sources)};
    case 'setting':
      return {
        candidates: namedLike(
          typed,
          SETTINGS.map(({name, description}) => ({name, summary: description})),
        ),
      };
    default:
      return NOTHING;
  }
}

/** Kinds of which several may stand with commas between them, and where they are listed. */
const LISTS: Readonly<Partial<Record<Kind, (sources: Sources) => Promise<readonly Named[]>>>> = {
  element: (sources) => sources.elements(),
  'computing-element': (sources) => sources.computingElements(),
  job: (sources) => sources.jobs(),
  user: (sources) => sources.users(),
  state: async () => named(JOB_STATES),
  alias: async (sources) => namedAliases(sources.aliases()),
};

function lastOfList(typed: string, list: readonly Named[]): Candidate[] {
  const at = typed.lastIndexOf(',') + 1;
  return behind(typed.slice(0, at), namedLike(typed.slice(at), list));
}

function named(names: readonly string[]): Named[] {
  return names.map((name) => ({name}));
}

/** One prefix decides for both sides; where none was typed yet, both are possible. */
async function sideOfCopy(
  typed: string,
  operands: readonly string[],
  sources: Sources,
): Promise<Candidate[]> {
  const [file] = /^file:(?:\/\/)?/.exec(typed) ?? [];
  if (file !== undefined) return behind(file, await namesLike(typed.slice(file.length), HERE, sources));
  const isOnGrid = (name: string): boolean => /^alien:/.test(name) || looksLikeGrid(name);
  if (isOnGrid(typed)) return await gridNamesLike(typed, false, sources);
  const prefixes = namedLike(typed, PREFIXES, true);
  if (operands.some((operand) => operand.startsWith('file:'))) {
    return [
      ...prefixes.filter(({word}) => word !== 'file:'),
      ...(await gridNamesLike(typed, false, sources)),
    ];
  }
  const here = await namesLike(typed, HERE, sources);
  if (operands.some(isOnGrid)) return [...prefixes, ...here];
  if (here.length > 0 || typed === '') return [...prefixes, ...here];
  return [...prefixes, ...(await gridNamesLike(typed, false, sources))];
}

const HERE = {side: 'local', directoriesOnly: false} as const;

const PREFIXES: readonly Named[] = [
  {name: 'alien:', summary: 'a name on the grid'},
  {name: 'file:', summary: 'a name on this machine'},
];
