import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import type {SiteStatus} from '../../../jobs/sites.ts';
import {command} from '../../call/command.ts';
import {EINVAL} from '../../answers/errno.ts';

/** Other words that the real service understands. */
const WORDS: Readonly<Record<SiteStatus, readonly string[]>> = {
  open: ['yes', 'true', 'on', '1'],
  locked: ['no', 'false', 'off', '0'],
};

export default command({
  name: 'setCEstatus',
  usage: '-status open|locked element...',
  help: ['Opens or locks computing elements. Only for administrators.'],
  options: {status: 'text'},
  untrapped: true,
  run({options, words, answer, session, grid}) {
    if (options.status === undefined) {
      return answer.fail(EINVAL, 'You must specify a `-status` parameter to this command');
    }
    const status = statusFrom(options.status);
    if (status === undefined) {
      const reason = 'You have to specify a `-status` option with either `open` or `locked`';
      return answer.fail(EINVAL, reason);
    }
    if (words.length === 0) {
      return answer.fail(EINVAL, 'The list of given CE names should not be empty');
    }
    if (!isAdmin(session.account)) {
      return answer.say('Users must have the admin role to perform this action');
    }
    const {sites} = grid.jobs;
    const names = `[${words.map((word) => `'${word}'`).join(', ')}]`;
    if (!words.every((word) => sites.setStatus(word, status))) {
      return answer.say(`Error:  Could not set status ${status} to CEs ${names}`);
    }
    answer.say(`Success:  Status ${status} correctly set to CEs ${names}`);
  },
});

function statusFrom(word: string): SiteStatus | undefined {
  const typed = word.toLowerCase();
  if (typed === '') return undefined;
  const all: readonly SiteStatus[] = ['open', 'locked'];
  return all.find((status) => status.startsWith(typed) || WORDS[status].includes(typed));
}
