import type {Authority, Credentials} from '../../authority/authority.ts';
import type {Job} from '../job.ts';

const DAY = 24 * 3600 * 1000;

/** A token with which a job is its owner, for as long as such tokens live at most. */
export async function jobToken(authority: Authority, {id, owner}: Job): Promise<Credentials> {
  const subject = [
    ['C', 'ch'],
    ['O', 'AliEn2'],
    ['CN', 'Jobs'],
    ['CN', owner],
    ['OU', owner],
    ['OU', String(id)],
  ] as const;
  const dnsNames = ['localhost', 'localhost.localdomain'];
  return authority.issue({subject, notAfter: Date.now() + 2 * DAY, dnsNames}, 'token');
}
