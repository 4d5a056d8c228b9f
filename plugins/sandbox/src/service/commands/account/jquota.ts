import {doubleText} from '@alien-grid/cli';
import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import {QUOTA_FIELDS} from '../../../jobs/quotas.ts';
import type {JobQuota, JobUsage, QuotaField} from '../../../jobs/quotas.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENOKEY, ENOSYS} from '../../answers/errno.ts';
import {plainNumber} from '../../answers/formats.ts';

export default command({
  name: 'jquota',
  usage: 'list [user...] | set <user> <field> <number>',
  help: [
    'Shows the limits of users and what they use, or, for administrators, sets them.',
    `fields: ${QUOTA_FIELDS.join(', ')}`,
  ],
  needsWord: true,
  run(call) {
    const [word, ...rest] = call.words;
    if (word === 'list') return list(call, rest.length > 0 ? rest : [call.session.account.name]);
    if (word !== 'set') return call.answer.fail(EINVAL, `Unrecognized command ${word}`);
    if (rest.length !== 3) return call.complain();
    if (isAdmin(call.session.account)) return set(call, rest);
    call.answer.fail(EINVAL, 'Wrong command passed: set');
    call.showHelp();
  },
});

function list({answer, grid}: Call, users: readonly string[]): void {
  let first = true;
  for (const user of users) {
    if (grid.catalogue.users.byName(user) === undefined) {
      answer.fail(ENOKEY, `No such account name: ${user}`);
      continue;
    }
    const quota = grid.jobs.quotas.of(user);
    const usage = grid.jobs.quotas.usage(user);
    const message = quotaText(quota, usage);
    answer.add({
      username: user,
      nominalparallelJobs: '20',
      running: String(usage.running),
      waiting: String(usage.waiting),
      totalCpuCostLast24h: doubleText(usage.cpuCost),
      totalRunningTimeLast24h: String(Math.round(usage.runningTime)),
      maxparallelJobs: String(quota.maxParallelJobs),
      maxUnfinishedJobs: String(quota.maxUnfinishedJobs),
      maxTotalCpuCost: doubleText(quota.maxTotalCpuCost),
      maxTotalRunningTime: String(quota.maxTotalRunningTime),
      message: first ? message : `\n${message}`,
    });
    first = false;
  }
}

/** Labels and values stand as in the real service, the remarks in words of our own. */
function quotaText(quota: JobQuota, usage: JobUsage): string {
  const share = (value: number, limit: number): string =>
    `${Math.round(value)} = ${plainNumber((100 * value) / limit)}% of max`;
  const priority = doubleText(quota.priority);
  return [
    `Quota of ${quota.user} (userid: ${quota.userid})`,
    `computed priority\t: ${priority}\t\t(what counts between users)`,
    `priority\t\t: ${priority}\t\t(what it is computed from)`,
    `maxparallelJobs\t\t: ${quota.maxParallelJobs}\t\t\t(more jobs do not run at a time)`,
    `running\t\t\t: ${share(usage.running, quota.maxParallelJobs)}\t(jobs that are active now)`,
    `userload\t\t: ${doubleText(usage.running / quota.maxParallelJobs)}\t\t(running jobs as a share of maxparallelJobs)`,
    `maxUnfinishedJobs\t: ${quota.maxUnfinishedJobs}\t\t(more jobs may not wait)`,
    `waiting\t\t\t: ${share(usage.waiting, quota.maxUnfinishedJobs)}\t(jobs in the queue now)`,
    `unfinishedJobsLast24h\t: ${usage.unfinished}\t\t\t(active jobs, and those that wait for less than a day)`,
    `maxTotalRunningTime\t: ${quota.maxTotalRunningTime}\t(seconds on one core)`,
    `totalRunningTimeLast24h\t: ${share(usage.runningTime, quota.maxTotalRunningTime)}\t(of jobs that ended within a day)`,
    `maxTotalCpuCost\t\t: ${quota.maxTotalCpuCost}\t(seconds on one core, times the price)`,
    `totalCpuCostLast24h\t: ${share(usage.cpuCost, quota.maxTotalCpuCost)}\t(of jobs that ended within a day)`,
  ].join('\n');
}

function set({answer, grid}: Pick<Call, 'answer' | 'grid'>, words: readonly string[]): void {
  const [user = '', field = '', value = ''] = words;
  if (grid.catalogue.users.byName(user) === undefined) {
    return answer.fail(ENOKEY, `No such account name: ${user}`);
  }
  if (!isField(field)) return answer.fail(ENOSYS, `There is no field ${field}`);
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number === 0 || !Number.isSafeInteger(number)) {
    return answer.fail(EINVAL, `Invalid new value for ${field} : ${value}`);
  }
  grid.jobs.quotas.set(user, field, number);
  answer.say(`Result: ok, ${field}=${value} for user=${user}`);
}

function isField(word: string): word is QuotaField {
  const fields: readonly string[] = QUOTA_FIELDS;
  return fields.includes(word);
}
