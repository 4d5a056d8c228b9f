import {Jdl} from '@alien-grid/cli';
import {copiesOf} from '../../../catalogue/copies.ts';
import type {Copy} from '../../../catalogue/copies.ts';
import {elementCalled, elementOfPath} from '../../../catalogue/elements/elements.ts';
import type {StorageElement} from '../../../catalogue/elements/elements.ts';
import {parseGuid} from '../../../catalogue/names/guid.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EILSEQ, ENODATA, ENOENT, ENXIO, EREMOTEIO} from '../../answers/errno.ts';
import {humanSize, interval} from '../../answers/formats.ts';
import {checkReplica} from './replica-check.ts';
import type {Check, CheckWish, ReplicaStatus} from './replica-check.ts';

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
  prepare_queued: 'prepare request sent',
  prepare_failed: 'prepare request failed',
};

/** Replicas to be checked, and the line above them. */
interface Subject {
  readonly heading: string;
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
    const only = elementsOf(options.s, answer);
    const wish: CheckWish = {
      look: !(options.d && options.i),
      download: options.d && !options.o && !options.O,
      residency: options.o || options.O,
      stage: options.O,
      ...(options[4] && {family: 4}),
      ...(options[6] && {family: 6}),
    };
    for (const word of [...words, ...inputsOf(options.p, call)]) {
      const subject = subjectOf(word, call);
      if (subject === undefined) continue;
      const copies = subject.copies.filter(({se}) => only.length === 0 || only.includes(se));
      const checks = await Promise.all(copies.map((copy) => checkReplica(grid, copy, wish)));
      const {heading} = subject;
      if (copies.length === 0) answer.say(heading);
      for (const [index, copy] of copies.entries()) {
        const result = resultFor(copy, checks[index] as Check, call);
        answer.add(index === 0 ? {...result, message: `${heading}\n${result.message}`} : result);
      }
    }
  },
});

/** The elements of a list. What is none of them is complained of, and left out. */
function elementsOf(list: string | undefined, answer: Call['answer']): StorageElement[] {
  const words = (list ?? '').split(/[,;]/).filter((word) => word !== '');
  return words.flatMap((word) => {
    const element = elementCalled(word);
    if (element === undefined) answer.fail(ENXIO, `The SE you have indicated doesn't exist: ${word}`);
    return element ?? [];
  });
}

/** The names of the input data of jobs. */
function inputsOf(list: string | undefined, {answer, grid}: Pick<Call, 'answer' | 'grid'>): string[] {
  const words = (list ?? '').split(',').filter((word) => word !== '');
  return words.flatMap((word) => {
    if (!/^\d+$/.test(word)) answer.fail(EILSEQ, `Invalid job ID: ${word}`);
    const job = /^\d+$/.test(word) ? grid.jobs.get(Number(word)) : undefined;
    if (job === undefined && /^\d+$/.test(word)) {
      answer.fail(EREMOTEIO, `Cannot retrieve JDL of job ID ${word}`);
    }
    const inputs = job === undefined ? [] : Jdl.parse(job.jdl).list('InputData');
    if (job !== undefined && inputs.length === 0) {
      answer.fail(ENODATA, `Job ID ${word} doesn't have input data, nothing to check for it`);
    }
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
    if (guid !== undefined) {
      const copies = [{se: element, path, guid, member: undefined}];
      return {heading: `Checking this PFN: ${word}`, copies};
    }
  }
  const entry = entryFor({session, grid}, word);
  const named = entry === undefined ? parseGuid(word) : undefined;
  // A name without a content is as good as none.
  const guid = entry?.guid ?? (named && replicas.record(named)?.guid);
  if (guid == null) {
    const kind = named === undefined ? 'LFN' : 'GUID';
    answer.fail(ENOENT, `This ${kind} does not exist in the catalogue: ${word}`);
    return undefined;
  }
  const copies = copiesOf(grid.catalogue, guid);
  // A member of an archive is checked through it.
  const physical = copies[0]?.guid ?? guid;
  const note = named !== undefined && physical !== guid ? `${word} is a member of a ZIP archive\n` : '';
  const lfn = named === undefined ? entries.findByGuid(physical)?.lfn : undefined;
  return {heading: `${note}Checking the replicas of ${lfn ?? (named ? physical : entry?.lfn)}`, copies};
}

function resultFor(
  {se, path}: Copy,
  check: Check,
  {options, grid}: Call<typeof OPTIONS>,
): Result & {message: string} {
  const {status, response, error, command: failed, download} = check;
  const pfn = grid.urlOf(se, path);
  const word = status === 'error' && options.o ? 'IO error' : SHOWN[status];
  const said = options.v && download === undefined ? response : undefined;
  const why = options.v ? error : undefined;
  const blamed = options.c && !error?.includes(failed ?? '') ? failed : undefined;
  const lines = [`\t${se.name.padEnd(20)}\t${pfn}\t${word}`];
  if (download) lines.push(`\t\tDownloaded file matches the catalogue details${speedOf(download)}`);
  lines.push(...[said?.trimEnd(), why, blamed].filter((line) => line !== undefined));
  return {
    message: lines.join('\n'),
    seName: se.name,
    seNumber: String(se.number),
    pfn,
    status,
    ...(said !== undefined && {statResponse: said}),
    ...(why !== undefined && {errorMessage: why}),
    ...(blamed !== undefined && {failedCommand: blamed}),
    // The first of these two names is the real service's own spelling.
    ...(download && {dowloadedInMillis: String(download.milliseconds), downloadSize: String(download.bytes)}),
  };
}

function speedOf({bytes, milliseconds}: NonNullable<Check['download']>): string {
  if (milliseconds <= 0) return '';
  return `, retrieving took ${interval(milliseconds)} (${humanSize((bytes * 1000) / milliseconds)}/s)`;
}
