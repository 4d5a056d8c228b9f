import {memberOf} from './archive.ts';
import type {Catalogue} from './catalogue.ts';
import {elementNumber} from './elements/elements.ts';
import type {StorageElement} from './elements/elements.ts';
import type {Guid} from './names/names.ts';

/** A place on a storage element where the bytes of a content are. */
export interface Copy {
  readonly se: StorageElement;
  readonly path: string;
  /** The GUID under which the bytes are stored: the archive's, for a member of one. */
  readonly guid: Guid;
  /** The member inside the archive. */
  readonly member: string | undefined;
}

/** The physical copies of a content; for a member of an archive, those of the archive. */
export function copiesOf(catalogue: Catalogue, guid: Guid, member?: string): Copy[] {
  return catalogue.replicas.list(guid).flatMap((replica) => {
    const inside = memberOf(replica);
    if (inside !== undefined) return copiesOf(catalogue, inside.archive, inside.member);
    const se = elementNumber(replica.se);
    return se === undefined ? [] : [{se, path: replica.path, guid, member}];
  });
}
