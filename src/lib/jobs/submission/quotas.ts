import {quotaOf, type Use} from '../../accounts/quota.ts';
import type {Finding} from '../../jdl/finding.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import type {Requester} from '../../session/requests/requester.ts';

/** What of the quotas speaks against a job. Two requests. */
export async function checkQuotas(grid: Requester, jdl: Jdl, signal?: AbortSignal): Promise<Finding[]> {
  const quota = await quotaOf(grid, undefined, signal ? {signal} : {});
  const [, first, last] = /^\s*production:\s*(\d+)\s*-\s*(\d+)/i.exec(jdl.text('Split') ?? '') ?? [];
  const jobs = first === undefined ? 1 : Math.max(1, Number(last) - Number(first) + 1);
  return [
    ...over('unfinished jobs', quota.unfinishedJobs, jobs),
    ...over('running time of 24 hours, in s', quota.runningTime, 1),
    ...over('CPU cost of 24 hours', quota.cpuCost, 1),
    ...over('files', quota.files, 1),
    ...over('bytes', quota.size, 1),
  ];
}

function over(what: string, {used, max}: Use, more: number): Finding[] {
  if (used === undefined || max === undefined || max <= 0 || used + more <= max) return [];
  const plus = more > 1 ? `, and this adds ${more}` : '';
  return [
    {
      severity: 'error',
      message: `Your quota of ${what} is ${max}: ${used} are used${plus}.`,
      hint: '`alien quota` shows all of them.',
    },
  ];
}
