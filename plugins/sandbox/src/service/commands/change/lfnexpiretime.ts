import {isPattern} from '../../../catalogue/entries/glob.ts';
import {owns} from '../../../catalogue/owners/permissions.ts';
import {command, entriesFor} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';
import type {ParsedOptions} from '../../call/options.ts';

const DAY = 24 * 3600;
const OPTIONS = {
  a: 'flag',
  e: 'flag',
  r: 'flag',
  d: 'number',
  w: 'number',
  m: 'number',
  y: 'number',
} as const;

export default command({
  name: 'lfnexpiretime',
  usage: '[-a|-e|-r] [-d days] [-w weeks] [-m months] [-y years] path...',
  help: [
    'Sets when files expire.',
    '-a   so long from now, which is what happens without a letter too; without a time they expire at once',
    '-e   so much later than until now',
    '-r   never',
    '-d, -w, -m, -y   days, weeks, months of 31 days, years of 365 days',
  ],
  options: OPTIONS,
  needsWord: true,
  run(call) {
    const {options, words, answer, session, grid} = call;
    const {e, r} = options;
    const targets = words.map((word) => entriesFor(call, word));
    // Only the first pattern is looked at, and a name that is none never: so does the real service.
    const [first = ''] = words;
    if (isPattern(first) && targets[0] === undefined) return answer.fail(ENOENT, first);
    const days = daysIn(options);
    if (r) answer.say('Removing expiration time');
    else if (e && days === 0) return answer.say('No amount of time specified for extension');
    else if (e) answer.say('Extending the expiration time with true');
    else if (days <= 0) answer.say('Marking the targets as expired');
    else answer.say(`Setting the expiration time to ${spanText(options)} from now`);
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

type Span = Pick<ParsedOptions<typeof OPTIONS>, 'd' | 'w' | 'm' | 'y'>;

function daysIn({d = 0, w = 0, m = 0, y = 0}: Span): number {
  return d + 7 * w + 31 * m + 365 * y;
}

/** `1 year, 2 months, 1 weeks`: the plural of weeks is the real service's own. */
function spanText({d = 0, w = 0, m = 0, y = 0}: Span): string {
  const part = (count: number, name: string): string[] =>
    count > 0 ? [`${count} ${name}${count > 1 ? 's' : ''}`] : [];
  return [...part(y, 'year'), ...part(m, 'month'), ...part(w, 'weeks'), ...part(d, 'day')].join(', ');
}
