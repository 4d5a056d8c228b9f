import type {FileLimit, FileQuota} from '../../../catalogue/owners/quotas.ts';
import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENODATA, ENOKEY, ENOSYS} from '../../answers/errno.ts';
import {humanSize} from '../../answers/formats.ts';

const LIMITS: readonly string[] = ['maxNbFiles', 'maxTotalSize'] satisfies FileLimit[];

export default command({
  name: 'fquota',
  usage: 'list [user...] | set user maxNbFiles|maxTotalSize number',
  help: ['Shows how many files users may have, and how large; admins set it.'],
  needsWord: true,
  run(call) {
    const {words, answer, session} = call;
    const [verb, ...rest] = words;
    if (verb === 'list') return list(rest.length > 0 ? rest : [session.account.name], call);
    if (verb !== 'set' || rest.length !== 3) return call.complain();
    // An ordinary user of the recorded service could set quotas; a sandbox lets admins do it, as for jobs.
    if (isAdmin(session.account)) return set(rest, call);
    answer.fail(EINVAL, 'Wrong command passed: set');
    call.showHelp();
  },
});

function list(names: readonly string[], {answer, grid}: Pick<Call, 'answer' | 'grid'>): void {
  const {quotas, users} = grid.catalogue;
  for (const name of names) {
    if (users.byName(name) === undefined) {
      answer.fail(ENODATA, `File quota information not available for ${name}`);
      continue;
    }
    const quota = quotas.of(name);
    const {totalSize, maxTotalSize, nbFiles, maxNbFiles} = quota;
    answer.add({
      username: name,
      totalSize: String(totalSize),
      maxTotalSize: String(maxTotalSize),
      nbFiles: String(nbFiles),
      maxNbFiles: String(maxNbFiles),
      message: textOf(name, quota),
    });
  }
}

function textOf(name: string, {totalSize, maxTotalSize, nbFiles, maxNbFiles}: FileQuota): string {
  return [
    `FQuota: user: ${name}`,
    `totalSize\t: ${humanSize(totalSize)}`,
    `maxTotalSize\t: ${humanSize(maxTotalSize)}`,
    // What is used is never out of date here, so nothing has to be added to it.
    `tmpIncreasedTotalSize\t: ${humanSize(0)}`,
    `nbFiles\t: ${nbFiles}`,
    `maxNbFiles\t: ${maxNbFiles}`,
    `tmpIncreasedNbFiles\t: 0`,
  ].join('\n');
}

function set(words: readonly string[], call: Pick<Call, 'answer' | 'grid'>): void {
  const {answer, grid} = call;
  const [name = '', field = '', value = ''] = words;
  const {quotas, users} = grid.catalogue;
  if (users.byName(name) === undefined) return answer.fail(ENOKEY, `User ${name} not found`);
  if (!isLimit(field)) return answer.fail(ENOSYS, `Not a field of file quotas: ${field}`);
  if (!/^\d{1,15}$/.test(value)) return answer.fail(EINVAL, `Invalid new value for ${field} : ${value}`);
  quotas.set(name, field, Number(value));
  answer.say(`Result: ok, ${field}=${value} for user=[${name}]`);
}

function isLimit(field: string): field is FileLimit {
  return LIMITS.includes(field);
}
