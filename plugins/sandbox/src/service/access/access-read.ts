import {copiesOf} from '../../catalogue/copies.ts';
import {parseGuid} from '../../catalogue/names/guid.ts';
import {mayRead} from '../../catalogue/owners/permissions.ts';
import type {Guarded} from '../../catalogue/owners/permissions.ts';
import {orderForReading} from '../../catalogue/elements/wishes.ts';
import type {Wish} from '../../catalogue/elements/wishes.ts';
import type {Call} from '../call/command.ts';
import {EBADFD, ENOENT} from '../answers/errno.ts';
import {grant} from './granted.ts';

/** Answers where a file can be read. */
export function accessRead(
  call: Pick<Call, 'answer' | 'session' | 'grid'>,
  file: string,
  wish: Wish,
  how: {readonly only: boolean; readonly url: boolean},
): void {
  const {answer, session, grid} = call;
  const {entries, replicas} = grid.catalogue;
  const named = parseGuid(file);
  const entry = named === undefined && file.startsWith('/') ? entries.find(session.resolve(file)) : undefined;
  const content: Guarded | undefined = named === undefined ? entry : replicas.record(named);
  if (content === undefined) return answer.fail(ENOENT, file);
  const guid = named ?? entry?.guid ?? undefined;
  // Who may not read a file by its name does not read it by its GUID either.
  const guards = named === undefined ? [content] : [content, entries.findByGuid(named) ?? content];
  const record = guid === undefined ? undefined : replicas.record(guid);
  const copies = record === undefined ? [] : copiesOf(grid.catalogue, record.guid);
  const offered = orderForReading(wish, copies, how.only, session.site);
  if (
    record === undefined ||
    offered.length === 0 ||
    !guards.every((guard) => mayRead(session.account, guard))
  ) {
    return answer.fail(EBADFD, 'No read PFNs');
  }
  const {size, md5} = record;
  grant(
    call,
    {access: 'read', size, md5, url: how.url},
    offered.map(({se, ...rest}) => ({element: se, ...rest})),
  );
}
