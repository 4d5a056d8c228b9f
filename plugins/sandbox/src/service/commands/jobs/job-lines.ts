import {codeOf} from '../../../jobs/states.ts';
import type {JobSummary} from '../../../jobs/job.ts';

/** What `ps` says about a job in keys. */
export function keysOf(job: JobSummary, long: boolean): Record<string, string> {
  const {owner, id, split, priority, state, name, site, node} = job;
  const keys = {
    owner,
    id: String(id),
    split: String(split),
    priority: String(priority),
    status: state,
    name,
  };
  return long ? {...keys, site: site ?? '', node: node ?? ''} : keys;
}

/** The line of a job in the usual table. Longer values shift what follows. */
export function shortLine(job: JobSummary): string {
  const {owner, id, name} = job;
  return `${owner.padStart(10)} ${String(id).padStart(10)}  ${priorityOf(job)}  ${stateOf(job)}  ${name.padStart(32)}`;
}

/** The line of a job in the table with places. */
export function longLine(job: JobSummary): string {
  const {owner, id, name, site, node} = job;
  return [
    `${owner.padStart(10)}    ${String(id).padStart(10)}`,
    priorityOf(job),
    (site ?? '').padStart(38),
    (node ?? '').padStart(40),
    stateOf(job),
    name.padStart(30),
  ].join('  ');
}

/** Only jobs that have not been taken yet have one. */
function priorityOf({state, priority}: JobSummary): string {
  return state === 'INSERTING' || state === 'WAITING' ? String(priority).padStart(3) : '___';
}

function stateOf({state}: JobSummary): string {
  return codeOf(state).padStart(3);
}
