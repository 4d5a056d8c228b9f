import type {Booking} from '../../../catalogue/contents/bookings.ts';
import type {Catalogue} from '../../../catalogue/catalogue.ts';
import {recordContent, registerContent} from '../../../catalogue/registration.ts';
import {command} from '../../call/command.ts';
import {EBADR, EINVAL} from '../../answers/errno.ts';
import type {Grid} from '../../call/grid.ts';

export default command({
  name: 'commit',
  usage: 'envelope size file [perm expire pfn se guid md5]',
  help: ['Registers a replica that was written with an envelope of `access write`.'],
  needsWord: true,
  run({words, answer, session, grid}) {
    const [envelope = '', size = '', path = '', , , pfn, , , md5 = ''] = words;
    if (!/^\d+$/.test(size) || Number(size) <= 0) {
      return answer.fail(EINVAL, 'Size should be known at commit time');
    }
    const claims = grid.envelopes.open(envelope);
    const address = claims && grid.urlOf({number: claims.se}, claims.path);
    // Someone else's envelope is answered as a success, but registers nothing: so does the real service.
    const foreign = claims !== undefined && claims.user !== session.account.name;
    const booking = claims && grid.catalogue.bookings.get(claims.guid, claims.se);
    const content = {size: Number(size), md5: md5 === '0' ? '' : md5.toLowerCase()};
    const refused = grid.faults.take('commit-refused') !== undefined;
    const done = !refused && (foreign || (claims?.access === 'write' && register(grid, booking, content)));
    // A refused one has the address only if it was passed.
    const place = done ? (address ?? pfn ?? '') : pfn;
    answer.add({
      path,
      lfn: done ? '1' : '0',
      ...(place !== undefined && {pfn: place}),
      message: `${path} ${done ? 1 : 0}`,
    });
    if (!done) answer.fail(EBADR, 'Nothing was registered');
  },
});

interface Content {
  readonly size: number;
  /** Empty if it is not known. */
  readonly md5: string;
}

function register({catalogue, contents}: Grid, booking: Booking | undefined, content: Content): boolean {
  if (booking === undefined || booking.expires < Date.now()) return false;
  if (booking.size !== null && booking.size !== content.size) return false;
  if (booking.md5 !== null && content.md5 !== '' && booking.md5 !== content.md5) return false;
  const md5 = content.md5 === '' ? (booking.md5 ?? '') : content.md5;
  return catalogue.transaction(() => {
    if (!ensureEntry(catalogue, booking, {...content, md5})) return false;
    catalogue.replicas.add(booking);
    catalogue.bookings.drop(booking.guid, booking.se);
    contents.seal(booking);
    return true;
  });
}

/**
 * The first replica of a file makes its entry; the later ones must fit it. Where another content has got the name
 * meanwhile, the name keeps that, and the registration is a success all the same: so it is on the real service.
 */
function ensureEntry(catalogue: Catalogue, booking: Booking, content: Content): boolean {
  const {entry, rest} = catalogue.entries.findNearest(booking.lfn);
  if (rest.length === 0 && entry.type === 'f' && entry.guid !== booking.guid) {
    recordContent(catalogue, {...booking, ...content});
    return true;
  }
  if (rest.length === 0) return entry.guid === booking.guid && entry.size === content.size;
  return registerContent(catalogue, {...booking, ...content}) !== undefined;
}
