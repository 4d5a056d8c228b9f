import {factsOf, type JobFacts} from '../facts.ts';
import {type Counts, countsOf} from '../follow/snapshot.ts';
import type {DetailedJob} from '../rows.ts';
import {phaseOf, PHASES, type Phase} from '../states.ts';
import {historyOf} from '../trace.ts';
import {evidenceOf} from '../why/evidence.ts';
import {badSites, type FailureGroup, groupFailures} from '../why/groups.ts';

/** How many jobs were in each phase at one moment. */
export type Moment = {readonly at: Date} & Counts;

/** Values in equal steps. */
export interface Histogram {
  /** the beginning of each step, and the end of the last: one more than there are counts */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** the limit that most jobs have; undefined where they have none */
  readonly limit: number | undefined;
}

/** All that a report shows. */
export interface ReportData {
  readonly master: string;
  readonly made: Date;
  readonly jobs: readonly (JobFacts & {readonly number: number; readonly reason: string | undefined})[];
  readonly counts: Counts;
  readonly timeline: readonly Moment[];
  /** s */
  readonly runTimes: Histogram;
  /** bytes */
  readonly memory: Histogram;
  /** share of the processor that was used, in % */
  readonly efficiency: Histogram;
  readonly groups: readonly FailureGroup[];
  readonly bad: readonly string[];
  readonly sites: readonly {readonly site: string; readonly counts: Counts}[];
}

/** Sum up the subjobs of a master. @param jobs with their traces, in the order of their numbers */
export function reportData(master: string, jobs: readonly DetailedJob[], made: Date): ReportData {
  const facts = jobs.map((job) => factsOf(job, made));
  const failed = jobs.filter(({status}) => phaseOf(status) === 'failed');
  const bad = badSites(jobs);
  const groups = groupFailures(
    failed.map((job) => evidenceOf(job)),
    bad,
  );
  const reasons = new Map(
    groups.flatMap(({ids, lines, state}) => ids.map((id) => [id, lines.at(-1) ?? state])),
  );
  const bySite = Map.groupBy(jobs, ({site = 'no site'}) => site);
  const limitOf = (pick: (job: JobFacts) => number | undefined): number | undefined =>
    mostFrequent(facts.map(pick));
  return {
    master,
    made,
    jobs: facts.map((job, index) => ({...job, number: index + 1, reason: reasons.get(job.id)})),
    counts: countsOf(jobs.map(({status}) => status)),
    timeline: timelineOf(jobs, made),
    runTimes: histogram(
      facts.map(({seconds}) => seconds),
      limitOf(({limits}) => limits.ttl),
    ),
    memory: histogram(
      facts.map(({resources}) => resources?.memory),
      limitOf(({limits}) => limits.memory),
      2 ** 20,
    ),
    efficiency: histogram(facts.map(efficiencyOf), undefined),
    groups,
    bad,
    sites: [...bySite].map(([site, list]) => ({site, counts: countsOf(list.map(({status}) => status))})),
  };
}

/** Share of the processor that a job used, in %; undefined where it is not known. */
export function efficiencyOf({resources, limits}: JobFacts): number | undefined {
  if (resources === undefined || resources.runTime <= 0) return undefined;
  return (100 * resources.cpuTime) / resources.runTime / (limits.cores || 1);
}

const MOST_MOMENTS = 120;

/** How many jobs were in which phase, at so many moments at most. */
function timelineOf(jobs: readonly DetailedJob[], made: Date): Moment[] {
  const changes = jobs.flatMap(({trace}) => {
    let before: Phase | undefined;
    return historyOf(trace).states.map(({state, at}) => {
      const change = {at: at.getTime(), from: before, to: phaseOf(state)};
      before = change.to;
      return change;
    });
  });
  changes.sort((a, b) => a.at - b.at);
  const begin = changes[0]?.at;
  if (begin === undefined) return [];
  const isOver = jobs.every(({status}) => ['done', 'failed', 'killed'].includes(phaseOf(status)));
  const end = isOver ? (changes.at(-1)?.at ?? begin) : made.getTime();
  const step = Math.max((end - begin) / MOST_MOMENTS, 1000);
  const counts = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>;
  const moments: Moment[] = [];
  let next = 0;
  for (let at = begin; moments.length <= MOST_MOMENTS + 1; at += step) {
    for (let change = changes[next]; change !== undefined && change.at <= at; change = changes[++next]) {
      if (change.from !== undefined) counts[change.from] -= 1;
      counts[change.to] += 1;
    }
    moments.push({at: new Date(at), ...counts});
    if (at >= end) {
      // The last one has a width of its own, too.
      moments.push({at: new Date(at + step), ...counts});
      break;
    }
  }
  return moments;
}

const STEPS = 20;

/** @param unit in which the steps are round numbers */
function histogram(values: readonly (number | undefined)[], limit: number | undefined, unit = 1): Histogram {
  const known = values.filter((value) => value !== undefined);
  const top = Math.max(...known, 0);
  const width = niceStep(top / STEPS / unit) * unit;
  const steps = Math.max(1, Math.floor(top / width) + 1);
  const counts = Array<number>(known.length === 0 ? 0 : steps).fill(0);
  for (const value of known) {
    const index = Math.min(Math.floor(value / width), steps - 1);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return {counts, edges: Array.from({length: counts.length + 1}, (_, index) => index * width), limit};
}

/** 1, 2 or 5 times a power of ten, not smaller than this. */
function niceStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

function mostFrequent(values: readonly (number | undefined)[]): number | undefined {
  const groups = [
    ...Map.groupBy(
      values.filter((value) => value !== undefined),
      (value) => value,
    ),
  ];
  return groups.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}
