import {copiesOf} from '../../../catalogue/copies.ts';
import {distanceFrom} from '../../../catalogue/elements/distances.ts';
import type {Located} from '../../../catalogue/entries/entry.ts';
import {likeMatcher, regexpMatcher} from '../../../catalogue/entries/find.ts';
import type {Hit} from '../../../catalogue/entries/find.ts';
import {lfnFrom} from '../../../catalogue/names/names.ts';
import type {Result} from '../../answers/answer.ts';
import {collectionXml} from '../../answers/collection.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENOTDIR, EREMOTEIO} from '../../answers/errno.ts';
import {storeText} from '../../access/file-text.ts';
import type {Question} from '../../call/find-cache.ts';
import {countText, longResult} from '../../answers/found-lines.ts';
import type {ParsedOptions} from '../../call/options.ts';
import {inTurns} from '../../answers/turns.ts';

const OPTIONS = {
  a: 'flag',
  s: 'flag',
  c: 'flag',
  d: 'flag',
  w: 'flag',
  h: 'flag',
  r: 'flag',
  f: 'flag',
  z: 'flag',
  y: 'flag',
  x: 'text',
  S: 'text',
  j: 'number',
  l: 'number',
  o: 'number',
  e: 'texts',
} as const;
type Options = ParsedOptions<typeof OPTIONS>;
type FindCall = Call<typeof OPTIONS>;

/** What the real service says of a file without a GUID. */
const NO_GUID = 'Cannot invoke "java.util.UUID.getMostSignificantBits()" because "uuid" is null';

export default command({
  name: 'find',
  usage: '[options] directory pattern',
  help: [
    'Finds files by their names below a directory. `*` also crosses slashes.',
    '-d        directories too',
    '-w        long, as ls -l; -wh human-readable sizes',
    '-f        all fields',
    '-r        the pattern is a regular expression',
    '-e pat    leaves out what fits this pattern; may be repeated',
    '-j job    files of this job only',
    '-l n      at most n',
    '-o n      without the first n',
    '-c        tells how many there are',
    '-x file   makes an XML collection; with - it is shown',
    '-S site   the nearest first',
    '-y        the biggest version of each, by a tag: find -y directory pattern tag:condition',
    '-a, -s, -z   accepted, without effect',
  ],
  options: OPTIONS,
  needsWord: true,
  async run(call) {
    const {options, words, answer} = call;
    warnOfWindow(options, answer);
    const question = questionOf(call);
    if (question === undefined) return;
    const base = entryFor(call, question.directory);
    if (base?.type !== 'd') return answer.fail(ENOTDIR, question.directory);
    // The text is what the real service says when the third word is missing. Nothing here has tags.
    if (options.y)
      return words[2] === undefined ? answer.fail(EREMOTEIO, 'begin 0, end -1, length 0') : undefined;
    const found = await search(base, question.pattern, call);
    if (options.x !== undefined || options.S !== undefined) return collect(found, call);
    const {first, last} = windowOf(options);
    const shown = found.slice(first, last);
    for await (const batch of inTurns(shown)) {
      for (const hit of batch) answer.add(resultFor(hit, options));
    }
    const bytes = shown.reduce((sum, {entry}) => sum + entry.size, 0);
    if (options.c && (shown.length > 0 || found.length === 0))
      answer.append(countText(shown.length, bytes, options));
  },
});

/** What fits, as far as it is needed; from memory where the same was asked a short while ago, as the real service does it. */
async function search(base: Located, pattern: string, call: FindCall): Promise<readonly Hit[]> {
  const {options, words, grid} = call;
  const letters = ['d', 's', 'r', 'y'] as const;
  const question: Question = {
    directory: base.lfn,
    pattern,
    query: words.slice(2).join(' '),
    flags: letters.filter((letter) => options[letter]).join('') + (options.x === undefined ? '' : 'x'),
    jobid: options.j,
    limit: options.l,
    site: options.S,
    excludes: options.e,
  };
  // The nearest may be the last.
  const needed = options.S === undefined ? windowOf(options).last : Infinity;
  const mayBeOld = grid.faults.find('no-find-cache') === undefined;
  const known = mayBeOld ? grid.finds.find(question, needed) : undefined;
  if (known) return known.hits;
  const matcher = options.r ? regexpMatcher : likeMatcher;
  const wanted = matcher(pattern);
  const unwanted = options.e.map(matcher);
  const all = grid.catalogue.finder.find(base, {
    matches: (path) => wanted(path) && !unwanted.some((fits) => fits(path)),
    directories: options.d,
    jobid: options.j,
  });
  const hits: Hit[] = [];
  for await (const batch of inTurns(firstOf(all, needed))) hits.push(...batch);
  grid.finds.keep(question, {hits, complete: hits.length < needed});
  return hits;
}

function* firstOf<T>(things: Iterable<T>, count: number): Generator<T> {
  let left = count;
  if (left <= 0) return;
  for (const thing of things) {
    yield thing;
    if (--left <= 0) return;
  }
}

function resultFor(hit: Hit, options: Options): Result {
  return options.w || options.f ? longResult(hit, options) : {lfn: hit.shown, message: hit.shown};
}

/** What needs all that was found at once: sorting by distance, and collections, to be kept or to be shown. */
async function collect(sorted: readonly Hit[], call: FindCall): Promise<void> {
  const {options, words, input, answer, session} = call;
  const {S, x} = options;
  const found = S === undefined ? sorted : nearestFirst(S, sorted, call);
  if (found === undefined) return answer.fail(EREMOTEIO, NO_GUID);
  const {first, last} = windowOf(options);
  const hits = found.slice(x === undefined || x === '-' ? first : 0, last);
  if (x === undefined) {
    for (const hit of hits) answer.add(resultFor(hit, options));
    const bytes = hits.reduce((sum, {entry}) => sum + entry.size, 0);
    if (options.c) answer.append(countText(hits.length, bytes, options));
    return;
  }
  const files = hits.map(({entry, shown}): Located => ({...entry, lfn: lfnFrom(shown)}));
  const creator = session.account.name;
  if (x === '-') {
    for (const {shown} of hits) answer.add({lfn: shown});
    answer.append(collectionXml(files, {command: `find ${input.join(' ')}`, creator}));
    return;
  }
  const [directory, pattern = ''] = words;
  const lfn = session.resolve(x);
  const command = `find ${directory} ${pattern} -x ${x}`;
  await storeText(call, lfn, collectionXml(files, {target: session.absolute(x), command, creator}));
}

/** By the distance of the nearest replica, then by name; undefined if one has no GUID to ask for. */
function nearestFirst(site: string, hits: readonly Hit[], {grid}: Pick<Call, 'grid'>): Hit[] | undefined {
  const measured: {hit: Hit; distance: number}[] = [];
  for (const hit of hits) {
    if (hit.entry.guid === null) return undefined;
    const distances = copiesOf(grid.catalogue, hit.entry.guid).map(({se}) => distanceFrom(site, se) ?? 0);
    measured.push({hit, distance: Math.min(...distances)});
  }
  return measured.sort((a, b) => a.distance - b.distance).map(({hit}) => hit);
}

function questionOf({words, answer, showHelp}: Call): {directory: string; pattern: string} | undefined {
  const [directory, pattern] = words as [string, string | undefined];
  if (pattern !== undefined) return {directory, pattern};
  const star = directory.indexOf('*');
  const slash = directory.lastIndexOf('/', star);
  if (star >= 0 && slash >= 0)
    return {directory: directory.slice(0, slash), pattern: directory.slice(slash + 1)};
  answer.fail(
    EINVAL,
    `I can't infer the search pattern from \`${directory}\`, please pass the base directory and the search pattern separately`,
  );
  showHelp();
  return undefined;
}

/** Numbers that mean nothing are ignored. */
function warnOfWindow({l, o}: Options, answer: Call['answer']): void {
  if (l !== undefined && l <= 0) {
    answer.warn(`Limit value has to be strictly positive, ignoring indicated value (${l})`);
  }
  if (o !== undefined && o < 0) {
    answer.warn(`Offset value cannot be negative, ignoring indicated value (${o})`);
  }
}

/** Where to begin and where to end, counted in hits. */
function windowOf({l, o}: Options): {first: number; last: number} {
  const first = Math.max(o ?? 0, 0);
  return {first, last: l !== undefined && l > 0 ? first + l : Infinity};
}
