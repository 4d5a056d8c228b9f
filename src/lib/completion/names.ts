import type {Candidate} from './model.ts';
import type {Named, Sources} from './sources.ts';

/** What no terminal and no shell could take as a part of a name. */
const UNTYPABLE = /\p{Cc}/u;

/** Where names are, and what they are. */
export interface Place {
  readonly side: 'grid' | 'local';
  readonly directoriesOnly: boolean;
}

/** Names on one side that begin with `path`, one level: `data/ru` -> `data/run1/`, `data/run2/`. */
export async function namesLike(
  path: string,
  {side, directoriesOnly}: Place,
  sources: Sources,
): Promise<Candidate[]> {
  if (/^(?:~|%ALIEN)$/.test(path)) return [{word: `${path}/`, isOpen: true}];
  const at = path.lastIndexOf('/') + 1;
  const [directory, begun] = [path.slice(0, at), path.slice(at)];
  const names = side === 'grid' ? await sources.gridDirectory(directory) : sources.localDirectory(directory);
  return names
    .filter(
      (name) =>
        name.startsWith(begun) &&
        (begun.startsWith('.') || !name.startsWith('.')) &&
        (!directoriesOnly || name.endsWith('/')) &&
        !UNTYPABLE.test(name) &&
        name !== '',
    )
    .map((name) => ({word: directory + name, isOpen: name.endsWith('/')}));
}

/** Put what stands before a word in front of its completions. */
export function behind(prefix: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.map((candidate) => ({...candidate, word: prefix + candidate.word}));
}

/** A name on the grid, with or without `alien:`; behind an `@` storage elements. */
export async function gridNamesLike(
  typed: string,
  directoriesOnly: boolean,
  sources: Sources,
): Promise<Candidate[]> {
  const [prefix = ''] = /^alien:(?:\/\/)?/.exec(typed) ?? [];
  const path = typed.slice(prefix.length);
  const names = await namesLike(path, {side: 'grid', directoriesOnly}, sources);
  const at = typed.lastIndexOf('@') + 1;
  if (names.length > 0 || at < 2) return behind(prefix, names);
  return behind(typed.slice(0, at), await elementsLike(typed.slice(at), sources));
}

/** How many replicas, and where: `disk:2,ALICE::CERN::EOS,!ALICE::GSI::SE`. */
async function elementsLike(typed: string, sources: Sources): Promise<Candidate[]> {
  const at = typed.lastIndexOf(',') + 1;
  const [mark = ''] = /^!/.exec(typed.slice(at)) ?? [];
  const all = [...REPLICAS, ...(await sources.elements())];
  return behind(typed.slice(0, at) + mark, namedLike(typed.slice(at + mark.length), all, true));
}

const REPLICAS: readonly Named[] = [1, 2, 3, 4].map((count) => ({
  name: `disk:${count}`,
  summary: count === 1 ? 'one replica' : `${count} replicas`,
}));

/** Those of a list that begin with what was typed. */
export function namedLike(typed: string, list: readonly Named[], isOpen = false): Candidate[] {
  return list
    .filter(({name}) => name.startsWith(typed) && !UNTYPABLE.test(name))
    .map(({name, summary}) => ({word: name, isOpen, ...(summary !== undefined && {summary})}));
}
