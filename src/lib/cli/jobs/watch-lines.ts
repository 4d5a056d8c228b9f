import type {FollowEvent} from '../../jobs/follow/follow.ts';
import {type Change, countsOf, type FollowedJob, statesOf} from '../../jobs/follow/snapshot.ts';
import {localTime} from '../../jobs/local-times.ts';
import {countsText, idsText} from './job-words.ts';

/** What is written into a log: a line for each job that is not as it was, one more for a connection that is lost. */
export function watchLines(event: FollowEvent, isFirst: boolean): string[] {
  const time = localTime(event.at.getTime() / 1000);
  switch (event.kind) {
    case 'paused':
      return [`${time} no connection: ${event.error.message}`];
    case 'resumed':
      return [`${time} connected again`];
    case 'timeout':
      return [`${time} the time is over`];
    case 'look':
      return event.jobs.flatMap((job) => {
        const changes = event.changes.filter(({id, master}) => (master ?? id) === job.id);
        return isFirst || changes.length > 0 ? [`${time} ${jobLine(job, changes)}`] : [];
      });
  }
}

function jobLine(job: FollowedJob, changes: readonly Change[]): string {
  const own = changes.find(({master}) => master === undefined);
  const state = own ? `${own.from} -> ${own.to}` : job.state;
  const counts = job.subjobs.size > 0 ? `, ${countsText(countsOf(statesOf(job)))}` : '';
  const moves = Map.groupBy(
    changes.filter(({master}) => master !== undefined),
    ({from, to}) => `${from || 'new'} -> ${to}`,
  );
  const moved = [...moves].map(
    ([move, list]) =>
      `${move}: ${idsText(
        list.map(({id}) => id),
        5,
      )}`,
  );
  return [`${job.id} ${job.name}: ${state}${counts}`, ...moved].join('; ');
}
