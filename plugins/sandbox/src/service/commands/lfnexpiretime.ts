import {owns} from '../../catalogue/permissions.ts';
import {command, entriesFor} from '../command.ts';
import {ENOENT} from '../errno.ts';

const DAY = 24 * 3600;

export default command({
  name: 'lfnexpiretime',
  usage: '-a|-e|-r [-d days] [-w weeks] [-m months] [-y years] path...',
  help: [
    'Sets when files expire.',
    '-a   so long from now; without a time they expire at once',
    '-e   so much later than until now',
    '-r   never',
    '-d, -w, -m, -y   days, weeks, months of 30 days, years of 365 days',
  ],
  options: {a: 'flag', e: 'flag', r: 'flag', d: 'number', w: 'number', m: 'number', y: 'number'},
  needsWord: true,
  run(call) {
    const {options, words, answer, session, grid} = call;
    const {a, e, r, d = 0, w = 0, m = 0, y = 0} = options;
    if (!a && !e && !r) return call.complain();
    // Only the first path is checked: so does the real service.
    const targets = words.map((word) => entriesFor(call, word));
    if (targets[0] === undefined) return answer.fail(ENOENT, words[0]);
    const days = d + 7 * w + 30 * m + 365 * y;
    if (r) answer.say('Removing expiration time');
    else if (e && days === 0) return answer.say('No amount of time specified for extension');
    else if (e) answer.say('Extending the expiration time with true');
    else if (days === 0) answer.say('Marking the targets as expired');
    else answer.say(`Setting the expiration time to ${days} days from now`);
    const now = Math.floor(Date.now() / 1000);
    grid.catalogue.transaction(() => {
      for (const entry of targets.flatMap((found) => found ?? [])) {
        if (!owns(session.account, entry)) continue;
        const start = e ? (entry.expires ?? now) : now;
        grid.catalogue.entries.expire(entry, r ? null : start + days * DAY);
      }
    });
  },
});
