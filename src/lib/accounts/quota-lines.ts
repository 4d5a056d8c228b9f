import type {Quota, Use} from './quota.ts';

const HOUR = 3600;
const MIB = 1 << 20;

/** A quota as lines for people, the percentage at the end, as scripts look for it. */
export function quotaLines(quota: Quota): string[] {
  const {running, waiting, unfinishedJobs, runningTime, cpuCost, parallelJobs, size, files} = quota;
  return [
    `Quota report for user : ${quota.user}`,
    `Unfinished jobs(R + W / Max):\t\t${whole(running)} + ${whole(waiting)} / ${whole(unfinishedJobs.max)} --> ${share(unfinishedJobs)} used`,
    `Running time (last 24h) used/max:\t${pair(runningTime, HOUR)}(h) --> ${share(runningTime)} used`,
    `CPU Cost (last 24h) used/max:\t\t${pair(cpuCost, HOUR)}(h) --> ${share(cpuCost)} used`,
    `ParallelJobs (nominal/max) :\t${whole(parallelJobs.used)}/${whole(parallelJobs.max)}`,
    `Storage size :\t\t\t${pair(size, MIB)} MiB --> ${share(size)}`,
    `Number of files :\t\t${whole(files.used)}/${whole(files.max)} --> ${share(files)}`,
  ];
}

function pair({used, max}: Use, unit: number): string {
  return [used, max].map((value) => (value === undefined ? '?' : (value / unit).toFixed(2))).join('/');
}

function whole(value: number | undefined): string {
  return value === undefined ? '?' : String(value);
}

/** Nothing of nothing is all of it: no more can be used. */
function share({used, max}: Use): string {
  if (used === undefined || max === undefined) return '?%';
  return `${(max > 0 ? (used / max) * 100 : 100).toFixed(2)}%`;
}
