import {replicaCount} from '../catalogue/content.ts';
import type {Entry} from '../catalogue/entry.ts';
import {gridNames, lfnsOfNames} from '../catalogue/lookup.ts';
import {statEntries} from '../catalogue/stat-entries.ts';
import {copy} from '../copy/copy.ts';
import type {CopyServices} from '../copy/services.ts';
import {ServerError, UserError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import {splitSpecification} from '../paths/specification.ts';
import {type BackupStyle, backupName} from './backup-name.ts';
import {Draft} from './draft.ts';

export interface EditRequest {
  /** on the grid, with or without `alien:`; a specification may follow: `@disk:2` */
  readonly name: string;
  readonly backup: BackupStyle;
  /** local time for the name of a dated backup */
  readonly now: Date;
}

/** Who edits: a person with a program, or a script. */
export interface EditingPerson {
  /** Let them edit a file. @returns the exit code of the program */
  edit(path: string): Promise<number>;
  /** Ask whether to replace what has changed on the grid meanwhile. */
  mayReplace(lfn: Lfn): Promise<boolean>;
  /** Tell where the edited text is, which did not get to the grid. */
  tellKept(path: string, lfn: Lfn): void;
}

export interface Edited {
  readonly lfn: Lfn;
  readonly outcome: 'unchanged' | 'uploaded';
  readonly warnings: readonly string[];
}

/**
 * Edit a file of the grid, or make a new one. Nothing is uploaded where the text stays as it was. The old content keeps a
 * name of its own, and the new one gets as many replicas as that had, unless a specification says otherwise. Whatever
 * fails, the edited text is kept here and its place told.
 * @throws {UserError} 21 for a directory, 16 where the file has changed on the grid meanwhile, 1 where the editor failed
 * @throws {AlienError} with the reason of a download or an upload that failed
 */
export async function editFile(
  {name: typed, backup: style, now}: EditRequest,
  person: EditingPerson,
  services: CopyServices,
  signal: AbortSignal,
): Promise<Edited> {
  const {grid} = services;
  const {name, specification} = splitSpecification(gridNames([typed])[0] ?? '');
  const [lfn] = (await lfnsOfNames(grid, [name], {signal})) as [Lfn];
  const backup = backupName(lfn, style, now);
  const there = await statEntries(grid, [lfn, backup], signal);
  refuseDirectories([there.get(lfn), there.get(backup)]);
  const before = there.get(lfn);
  const draft = await Draft.open(lfn, before !== undefined, services, signal);
  let isSafe = false;
  try {
    const code = await person.edit(draft.path);
    const isChanged = draft.isChanged();
    isSafe = !isChanged;
    if (code !== 0)
      throw new UserError(`The editor ended with exit code ${code}: nothing was uploaded.`, {code: 'FAILED'});
    if (!isChanged) return {lfn, outcome: 'unchanged', warnings: []};
    signal.throwIfAborted();
    if (await hasChanged(services, before, lfn, signal)) await insist(person, lfn);
    const wanted = specification?.text ?? (before && (await sameReplicas(services, lfn, signal)));
    const warnings = await upload(draft.path, lfn, wanted, {style, now}, services, signal);
    isSafe = true;
    return {lfn, outcome: 'uploaded', warnings};
  } finally {
    if (isSafe) await draft.discard();
    else person.tellKept(draft.path, lfn);
  }
}

function refuseDirectories(entries: readonly (Entry | undefined)[]): void {
  for (const entry of entries)
    if (entry !== undefined && entry.type !== 'f')
      throw new UserError(`${entry.lfn} is not a file.`, {code: 'IS_A_DIRECTORY'});
}

async function hasChanged(
  {grid}: CopyServices,
  before: Entry | undefined,
  lfn: Lfn,
  signal: AbortSignal,
): Promise<boolean> {
  const now = (await statEntries(grid, [lfn], signal)).get(lfn);
  return now?.guid !== before?.guid || now?.md5 !== before?.md5 || now?.size !== before?.size;
}

async function insist(person: EditingPerson, lfn: Lfn): Promise<void> {
  if (await person.mayReplace(lfn)) return;
  throw new UserError(`${lfn} has changed on the grid while it was edited: it stays as it is now.`, {
    code: 'BUSY',
  });
}

async function sameReplicas(
  {grid}: CopyServices,
  lfn: Lfn,
  signal: AbortSignal,
): Promise<string | undefined> {
  const count = await replicaCount(grid, lfn, {signal});
  return count === 0 ? undefined : `disk:${count}`;
}

/** @returns warnings */
async function upload(
  path: string,
  lfn: Lfn,
  specification: string | undefined,
  {style, now}: {readonly style: BackupStyle; readonly now: Date},
  services: CopyServices,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const destination = `alien:${lfn}${specification === undefined ? '' : `@${specification}`}`;
  const request = {
    sources: [`file:${path}`],
    destination,
    force: true,
    filesOnly: true,
    backup: (each: Lfn) => backupName(each, style, now),
  };
  const {failures, warnings} = await copy(request, services, {signal});
  signal.throwIfAborted();
  const [failure] = failures;
  if (failure) throw new ServerError(failure.reason, {exitCode: failure.exitCode, next: failure.next});
  return warnings;
}
