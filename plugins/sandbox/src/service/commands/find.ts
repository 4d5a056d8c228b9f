import type {Entry, Located} from '../../catalogue/entries.ts';
import {likeMatcher, regexpMatcher} from '../../catalogue/find.ts';
import type {Hit} from '../../catalogue/find.ts';
import {guidTimeKey} from '../../catalogue/guid.ts';
import {lfnFrom} from '../../catalogue/names.ts';
import type {Result} from '../answer.ts';
import {collectionXml} from '../collection.ts';
import {command} from '../command.ts';
import type {Call} from '../command.ts';
import {EINVAL, ENOTDIR, EREMOTEIO} from '../errno.ts';
import {storeText} from '../file-text.ts';
import {humanSize, listDate, permissionText} from '../formats.ts';
import type {ParsedOptions} from '../options.ts';

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

export default command({
  name: 'find',
  usage: '[options] directory pattern',
  help: [
    'Finds files by their names below a directory. `*` also crosses slashes.',
    '-d        directories too',
    '-w        long, as ls -l; -wh sizes for people',
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
    const {options, words, answer, session, grid} = call;
    const question = questionOf(call);
    if (question === undefined) return;
    const base = grid.catalogue.entries.find(session.resolve(question.directory));
    if (base?.type !== 'd') return answer.fail(ENOTDIR, question.directory);
    // The text is what the real service says when the third word is missing. Nothing here has tags.
    if (options.y)
      return words[2] === undefined ? answer.fail(EREMOTEIO, 'begin 0, end -1, length 0') : undefined;
    const matcher = options.r ? regexpMatcher : likeMatcher;
    const wanted = matcher(question.pattern);
    const unwanted = options.e.map(matcher);
    const found = grid.catalogue.finder.find(base, {
      matches: (path) => wanted(path) && !unwanted.some((fits) => fits(path)),
      directories: options.d,
      jobid: options.j,
    });
    const load = ({id}: Hit): Entry => grid.catalogue.entries.byId(id);
    if (options.S !== undefined && found.some((hit) => load(hit).guid === null)) {
      return answer.fail(EREMOTEIO, 'uuid is null');
    }
    if (options.x !== undefined) return collect(options.x, found, load, call);
    const shown = window(found, options);
    for (const hit of shown) answer.add(resultFor(hit, load, options));
    if (options.c && (shown.length > 0 || found.length === 0)) {
      // The spelling is the real service's own.
      answer.append(
        `Found ${shown.length} maching entries${options.w ? total(shown.map(load), options.h) : ''}`,
      );
    }
  },
});

/** Makes a collection of what was found, to be kept or to be shown. */
async function collect(
  target: string,
  found: readonly Hit[],
  load: (hit: Hit) => Entry,
  call: Call<typeof OPTIONS>,
): Promise<void> {
  const {options, words, input, answer, session} = call;
  const {l} = options;
  const shownOnly = target === '-';
  const hits = shownOnly ? window(found, options) : found.slice(0, l !== undefined && l > 0 ? l : undefined);
  const files = hits.map((hit): Located => ({...load(hit), lfn: lfnFrom(hit.shown)}));
  const creator = session.account.name;
  if (!shownOnly) {
    const [directory, pattern = ''] = words;
    const lfn = session.resolve(target);
    const command = `find ${directory} ${pattern} -x ${target}`;
    await storeText(call, lfn, collectionXml(files, {target: lfn, command, creator}));
    return;
  }
  for (const {shown} of hits) answer.add({lfn: shown});
  answer.append(collectionXml(files, {command: `find ${input.join(' ')}`, creator}));
}

function total(entries: readonly Entry[], human: boolean): string {
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  return `, of ${human ? humanSize(bytes) : bytes}`;
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

function window(hits: readonly Hit[], {l, o}: Options): readonly Hit[] {
  const start = Math.max(o ?? 0, 0);
  return hits.slice(start, l !== undefined && l > 0 ? start + l : undefined);
}

function resultFor(hit: Hit, load: (hit: Hit) => Entry, options: Options): Result {
  const lfn = hit.shown;
  if (!options.w && !options.f) return {lfn, message: lfn};
  const entry = load(hit);
  const {owner, gowner, perm, guid} = entry;
  const common = {
    lfn,
    perm,
    owner,
    gowner,
    size: String(entry.size),
    ctime: String(entry.ctime),
    guid: guid ?? '',
  };
  if (options.f) return {...common, ...allFields(entry), message: lfn};
  const size = (options.h ? humanSize(entry.size) : String(entry.size)).padStart(12);
  const columns = `${owner.padStart(8)} ${gowner.padStart(8)} ${size} ${listDate(entry.ctime)}`;
  return {...common, message: `${permissionText(entry.type, perm)}   ${columns}     ${lfn}`};
}

function allFields(entry: Entry): Result {
  return {
    name: entry.type === 'd' ? `${entry.name}/` : entry.name,
    aclId: '',
    broken: '0',
    dir: String(entry.parent),
    entryId: String(entry.id),
    expiretime: entry.expires === null ? '' : String(entry.expires),
    guidtime: entry.guid === null ? '' : guidTimeKey(entry.guid),
    md5: entry.md5 ?? '',
    jobid: String(entry.jobid ?? -1),
    replicated: '0',
    type: entry.type,
  };
}
