import type {Catalogue} from './catalogue.ts';
import {catalogueTime, newFile} from './entries/entries.ts';
import {newGuid} from './names/guid.ts';
import {lfnFrom, parentOf} from './names/names.ts';
import type {Guid} from './names/names.ts';
import type {Replica} from './contents/replicas.ts';

/** A file inside a zip archive that has a name of its own in the catalogue. */
export interface ArchiveMember {
  readonly archive: string;
  readonly member: string;
  readonly lfn: string;
  readonly size: number;
  readonly md5: string;
  /** The job that made it. */
  readonly jobid?: number;
}

const REFERENCE = /^guid:\/\/\/([^?]+)\?ZIP=(.*)$/;

/** What a replica that is a reference to an archive means; undefined for one that is bytes of its own. */
export function memberOf({path}: Pick<Replica, 'path'>): {archive: Guid; member: string} | undefined {
  const [, archive, member] = REFERENCE.exec(path) ?? [];
  if (archive === undefined || member === undefined) return undefined;
  return {archive: archive as Guid, member};
}

/** Registers a member of an archive: its only replica is a reference to the archive's GUID. */
export function registerMember(
  catalogue: Catalogue,
  {archive, member, lfn, size, md5, jobid}: ArchiveMember,
): void {
  const container = catalogue.entries.find(lfnFrom(archive));
  if (container?.guid == null) throw new Error(`There is no archive ${archive} with a GUID`);
  const {guid: archiveGuid, owner, gowner} = container;
  const name = lfnFrom(lfn);
  catalogue.transaction(() => {
    const directory = catalogue.entries.createDirectories(parentOf(name), owner);
    if (directory === undefined) throw new Error(`${parentOf(name)} is not a directory`);
    const guid = newGuid();
    catalogue.entries.create(directory, newFile(name, owner, {guid, size, md5, jobid: jobid ?? null}));
    catalogue.replicas.addRecord({guid, owner, gowner, perm: '755', ctime: catalogueTime(), size, md5});
    catalogue.replicas.add({guid, se: 0, path: `guid:///${archiveGuid}?ZIP=${member}`});
  });
}
