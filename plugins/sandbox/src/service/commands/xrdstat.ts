import {copiesOf} from '../../catalogue/copies.ts';
import type {Copy} from '../../catalogue/copies.ts';
import {elementCalled, elementOfPath} from '../../catalogue/elements.ts';
import type {StorageElement} from '../../catalogue/elements.ts';
import {parseGuid} from '../../catalogue/guid.ts';
import {Jdl} from '../../jobs/jdl/jdl.ts';
import type {Result} from '../answer.ts';
import {command} from '../command.ts';
import type {Call} from '../command.ts';
import {EINVAL, ENOENT, ENXIO} from '../errno.ts';
import {checkReplica} from '../replica-check.ts';
import type {Check, CheckWish, ReplicaStatus} from '../replica-check.ts';

const OPTIONS = {
  d: 'flag',
  i: 'flag',
  v: 'flag',
  c: 'flag',
  s: 'text',
  p: 'text',
  o: 'flag',
  O: 'flag',
  '4': 'flag',
  '6': 'flag',
} as const;

const SHOWN: Readonly<Record<ReplicaStatus, string>> = {
  ok: 'OK',
  error: 'ERR',
  online: 'Online',
  offline: 'Offline',
  prepare_queued: 'Staging requested',
};

/** Replicas to be checked, and the name that they go by. */
interface Subject {
  readonly name: string;
  readonly copies: readonly Copy[];
}

export default command({
  name: 'xrdstat',
  usage: '[-d [-i]] [-v] [-c] [-s storage,...] [-p job,...] [-o] [-O] [-4] [-6] file|guid|url...',
  help: [
    'Checks the replicas of files on their storage elements.',
    '-d           fetch all of each replica',
    '-i           do not look at it before that',
    '-v           show what the storage says',
    '-c           show the command that failed',
    '-s a,b       only the replicas on these storage elements',
    '-p a,b       the input data of these jobs',
    '-o           tell only whether the file is online',
    '-O           ask for files that are on tape only',
    '-4, -6       use addresses of this family',
  ],
  options: OPTIONS,
  async run(call) {
    const {options, words, answer, grid} = call;
    if (words.length === 0 && options.p === undefined) return call.complain();
    const only = elementsOf(options.s);
    if (typeof only === 'string') return answer.fail(ENXIO, only);
    const wish: CheckWish = {
      look: !(options.d && options.i),
      download: options.d,
      residency: options.o || options.O,
      stage: options.O,
      ...(options[4] && {family: 4}),
      ...(options[6] && {family: 6}),
    };
    for (const word of [...words, ...inputsOf(options.p, call)]) {
      const subject = subjectOf(word, call);
      if (subject === undefined) continue;
      const copies = subject.copies.filter(({se}) => only === undefined || only.includes(se));
      const checks = await Promise.all(copies.map((copy) => checkReplica(grid, copy, wish)));
      const heading = `Checking the replicas of ${subject.name}`;
      if (copies.length === 0) answer.say(heading);
      for (const [index, copy] of copies.entries()) {
        const result = resultFor(copy, checks[index] as Check, call);
        answer.add(index === 0 ? {...result, message: `${heading}\n${result.message}`} : result);
      }
    }
  },
});

/** The elements of a list; the first word that is none. */
function elementsOf(list: string | undefined): StorageElement[] | string | undefined {
  if (list === undefined) return undefined;
  const words = list.split(',');
  return (
    words.find((word) => elementCalled(word) === undefined) ??
    words.flatMap((word) => elementCalled(word) ?? [])
  );
}

/** The names of the input data of jobs. */
function inputsOf(list: string | undefined, {answer, grid}: Pick<Call, 'answer' | 'grid'>): string[] {
  return (list ?? '').split(',').flatMap((word) => {
    if (word === '') return [];
    const job = /^\d+$/.test(word) ? grid.jobs.get(Number(word)) : undefined;
    if (job === undefined) answer.fail(EINVAL, `There is no such job: ${word}`);
    const inputs = job === undefined ? [] : Jdl.parse(job.jdl).list('InputData');
    return inputs.map((input) => input.replace(/^LF:/, '').replace(/,nodownload$/, ''));
  });
}

function subjectOf(
  word: string,
  {answer, session, grid}: Pick<Call, 'answer' | 'session' | 'grid'>,
): Subject | undefined {
  const {entries, replicas} = grid.catalogue;
  const [, path] = /^root:\/\/[^/]+\/(\/.*)$/.exec(word) ?? [];
  const element = path === undefined ? undefined : elementOfPath(path);
  if (path !== undefined && element !== undefined) {
    const guid = parseGuid(path.slice(path.lastIndexOf('/') + 1));
    if (guid !== undefined) return {name: word, copies: [{se: element, path, guid, member: undefined}]};
  }
  const named = parseGuid(word);
  const guid = named === undefined ? entries.find(session.resolve(word))?.guid : replicas.record(named)?.guid;
  if (guid === undefined) {
    answer.fail(
      ENOENT,
      `This ${named === undefined ? 'LFN' : 'GUID'} does not exist in the catalogue: ${word}`,
    );
    return undefined;
  }
  const copies = guid === null ? [] : copiesOf(grid.catalogue, guid);
  // A member of an archive is checked through it.
  const physical = copies[0]?.guid ?? guid;
  const name = physical === null ? undefined : entries.findByGuid(physical)?.lfn;
  return {name: name ?? session.resolve(word), copies};
}

function resultFor(
  {se, path}: Copy,
  check: Check,
  {options, grid}: Call<typeof OPTIONS>,
): Result & {message: string} {
  const {status, response, error, command: failed, download} = check;
  const pfn = grid.urlOf(se, path);
  const detail = error ?? (download && `${download.bytes} bytes in ${download.milliseconds} ms`);
  const lines = [
    ['', se.name.padEnd(20), pfn, SHOWN[status], ...(detail === undefined ? [] : [detail])].join('\t'),
  ];
  const shown = options.v ? response : undefined;
  const blamed = options.c ? failed : undefined;
  if (shown !== undefined) lines.push(shown.trim());
  if (blamed !== undefined) lines.push(`\t\t${blamed}`);
  return {
    message: lines.join('\n'),
    seName: se.name,
    seNumber: String(se.number),
    pfn,
    status,
    ...(shown !== undefined && {statResponse: shown}),
    ...(error !== undefined && {errorMessage: error}),
    ...(blamed !== undefined && {failedCommand: blamed}),
    // The first of these two names is the real service's own spelling.
    ...(download && {dowloadedInMillis: String(download.milliseconds), downloadSize: String(download.bytes)}),
  };
}
