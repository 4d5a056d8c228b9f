import type {JobSummary} from '../../../jobs/job.ts';
import type {JobFilter} from '../../../jobs/queue.ts';
import type {Sites} from '../../../jobs/sites.ts';
import {askedStates} from '../../../jobs/state-filter.ts';
import {GROUPS, levelOf} from '../../../jobs/states.ts';
import type {JobState} from '../../../jobs/states.ts';
import type {OptionSpecs, ParsedOptions} from '../../call/options.ts';

/** The options of `ps`. */
export const OPTIONS = {
  F: 'text',
  L: 'flag',
  f: 'text',
  u: 'text',
  s: 'text',
  n: 'text',
  m: 'text',
  o: 'text',
  j: 'text',
  l: 'number',
  t: 'text',
  M: 'flag',
  X: 'flag',
  A: 'flag',
  W: 'flag',
  E: 'flag',
  a: 'flag',
  b: 'flag',
  jdl: 'maybe-number',
  trace: 'maybe-number',
  id: 'flag',
  q: 'maybe-text',
} as const satisfies OptionSpecs;

export type PsOptions = ParsedOptions<typeof OPTIONS>;

/** Stands for all users in the list of them. */
const EVERYBODY = '%';
const MOST = 50000;
const HOUR = 3600 * 1000;

/** Which jobs the options ask for. `numbers` are those given to `-jdl` and `-trace`, `me` is who asks. */
export function filterOf(
  options: PsOptions,
  numbers: readonly number[],
  me: string,
  sites: Sites,
): JobFilter {
  const {f, u, s, n, m, j, l, t, M, a} = options;
  if (numbers.length > 0) return {ids: numbers};
  const owners = ownersOf(options, me);
  const states = f === undefined ? statesOf(options) : askedStates(f);
  const masters = M ? [0] : m === undefined ? undefined : numbersIn(m);
  return {
    ...(j !== undefined && {ids: numbersIn(j)}),
    ...(j === undefined && !a && !owners.includes(EVERYBODY) && {owners: u === undefined ? [me] : owners}),
    ...(states && {states}),
    ...(masters && {masters}),
    ...(s !== undefined && {sites: sitesIn(s, sites)}),
    ...(n !== undefined && {nodes: wordsIn(n)}),
    ...timesOf(t),
    limit: l !== undefined && l > 0 ? l : MOST,
  };
}

/** The options that ask for certain states add those who ask to the owners. */
function ownersOf({u = '', E, W, A}: PsOptions, me: string): string[] {
  return E || W || A ? [...wordsIn(u), me] : wordsIn(u);
}

function statesOf({A, X, E, W}: PsOptions): JobState[] | undefined {
  if (A || (!X && !E && !W)) return undefined;
  return [
    ...(X ? [...GROUPS.running, ...GROUPS.queued, ...GROUPS.waiting] : []),
    ...(W ? GROUPS.waiting : []),
    ...(E ? GROUPS.error : []),
  ];
}

/** The elements whose names contain one of the words. */
function sitesIn(text: string, sites: Sites): string[] {
  const names = sites.all().map(({name}) => name);
  return wordsIn(text).flatMap((word) => names.filter((name) => name.includes(word.toUpperCase())));
}

/** `2,1`: changed between two hours and one hour ago. */
function timesOf(text: string | undefined): Pick<JobFilter, 'changedFrom' | 'changedTo'> {
  const [from = Number.NaN, to = Number.NaN] = (text ?? '').split(',').map(Number.parseFloat);
  const ago = (hours: number): number => Date.now() - hours * HOUR;
  return {...(from >= 0 && {changedFrom: ago(from)}), ...(to >= 0 && {changedTo: ago(to)})};
}

function wordsIn(text: string): string[] {
  return text.split(',').map((word) => word.trim());
}

function numbersIn(text: string): number[] {
  return wordsIn(text)
    .filter((word) => /^\d+$/.test(word))
    .map(Number);
}

/** The columns of the task queue as the real service calls them. */
const COLUMNS: ReadonlyMap<string, (job: JobSummary) => number | string> = new Map<
  string,
  (job: JobSummary) => number | string
>([
  ['queueId', (job) => job.id],
  ['priority', (job) => job.priority],
  ['split', (job) => job.split],
  ['statusId', (job) => levelOf(job.state)],
  ['userId', (job) => job.owner],
  ['siteId', (job) => job.site ?? ''],
  ['nodeId', (job) => job.node ?? ''],
  ['received', (job) => job.submitted],
  ['mtime', (job) => job.changed],
  ['started', (job) => job.started ?? 0],
  ['finished', (job) => job.finished ?? 0],
]);

/** The jobs in the order of a column; a column that does not exist leaves none, as it does there. */
export function ordered(jobs: JobSummary[], column: string | undefined): JobSummary[] {
  if (column === undefined) return jobs;
  const value = COLUMNS.get(column);
  if (value === undefined) return [];
  return jobs.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
}
