import {OWN_SITE} from '../../../catalogue/elements/distances.ts';
import {command} from '../../call/command.ts';
import {EREMOTEIO} from '../../answers/errno.ts';

const OWN_HOSTS = ['127.0.0.1', '::1', 'localhost.localdomain'];

export default command({
  name: 'setSite',
  usage: '[name|auto|host]',
  help: [
    'Shows or sets the site that is close to this client. Storage near to it is preferred.',
    'auto   the site of this client',
    'host   the site of a host, by its full name or address',
  ],
  run({words: [name], answer, session}) {
    if (name === undefined) return answer.say(`Keeping the current close site: ${session.site}`);
    const site = siteOf(name);
    if (site === undefined) return answer.fail(EREMOTEIO, `Cannot tell the site of ${name}`);
    answer.say(`Setting close site to ${site} (was ${session.site})`);
    session.site = site;
  },
});

/** A sandbox knows the site of its own machine only. */
function siteOf(name: string): string | undefined {
  if (name === 'auto' || OWN_HOSTS.includes(name)) return OWN_SITE;
  return /[.:]/.test(name) ? undefined : name;
}
