import {elementNumber, orderForReading} from '../catalogue/elements.ts';
import type {Wish} from '../catalogue/elements.ts';
import {parseGuid} from '../catalogue/guid.ts';
import type {Guid} from '../catalogue/names.ts';
import {mayRead} from '../catalogue/permissions.ts';
import type {Guarded} from '../catalogue/permissions.ts';
import type {Replica} from '../catalogue/replicas.ts';
import type {Call} from './command.ts';
import {EBADFD, ENOENT} from './errno.ts';
import {grant} from './granted.ts';
import type {Grid} from './grid.ts';

const MEMBER = /^guid:\/\/\/([^?]+)\?ZIP=(.*)$/;

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
  const thing: Guarded | undefined = named === undefined ? entry : replicas.record(named);
  if (thing === undefined) return answer.fail(ENOENT, file);
  const guid = named ?? entry?.guid ?? undefined;
  const record = guid === undefined ? undefined : replicas.record(guid);
  const copies = record === undefined ? [] : copiesOf(grid, record.guid);
  const offered = orderForReading(wish, copies, how.only);
  if (record === undefined || offered.length === 0 || !mayRead(session.account, thing)) {
    return answer.fail(EBADFD, 'No read PFNs');
  }
  const {size, md5} = record;
  const lfn = entry?.lfn ?? entries.findByGuid(record.guid)?.lfn ?? '';
  grant(
    call,
    {access: 'read', lfn, size, md5, url: how.url},
    offered.map(({se, ...rest}) => ({element: se, ...rest})),
  );
}

interface Copy {
  readonly se: NonNullable<ReturnType<typeof elementNumber>>;
  readonly path: string;
  readonly guid: Guid;
  readonly member: string | undefined;
}

/** The physical copies of a content; for a member of an archive, those of the archive. */
function copiesOf(grid: Grid, guid: Guid, member?: string): Copy[] {
  return grid.catalogue.replicas.list(guid).flatMap((replica: Replica) => {
    const [, archive, name] = MEMBER.exec(replica.path) ?? [];
    if (archive !== undefined) return copiesOf(grid, archive as Guid, name);
    const se = elementNumber(replica.se);
    return se === undefined ? [] : [{se, path: replica.path, guid, member}];
  });
}
