import {mkdtemp, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {Jdl} from '@alien-grid/cli';
import {registerMember} from '../../catalogue/archive.ts';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {homeOf, lfnFrom, resolveLfn} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';
import {mayWrite} from '../../catalogue/owners/permissions.ts';
import type {Contents, Stored} from '../../storage/contents.ts';
import type {Job} from '../job.ts';
import type {Output} from './collect.ts';
import {writeZip} from './zip.ts';
import type {ZipMember} from './zip.ts';

/** The output cannot be stored; the message says why. */
export class SaveError extends Error {}

export interface SavePlace {
  readonly catalogue: Catalogue;
  readonly contents: Contents;
  /** A folder that jobs cannot reach, for archives in the making. */
  readonly scratch: string;
}

/** Where the output of a job goes: what its description says, or a folder with the job's number in the home. */
export function outputFolder(job: Job, jdl: Jdl): Lfn {
  const home = homeOf(job.owner);
  return resolveLfn(jdl.text('OutputDir') ?? `alien-job-${job.id}`, home, home);
}

/** Where what is left of a failed job goes. */
export function recycleFolder(job: Job): Lfn {
  return lfnFrom(`${homeOf(job.owner)}/recycle/alien-job-${job.id}`);
}

/** Output that is on storage elements, and has no names yet. */
export interface SavedOutputs {
  /** Gives all of it its names, or none, and returns these. Throws {@link SaveError}. */
  register(): Promise<Lfn[]>;
  /** Removes it again. */
  discard(): Promise<void>;
}

/** One file as it was stored, with the members that get names of their own. */
interface SavedFile {
  readonly lfn: Lfn;
  readonly stored: Stored;
  readonly members: readonly ZipMember[];
}

/** Stores outputs that are to be named below `folder`, all or none. Throws {@link SaveError}. */
export async function storeOutputs(
  place: SavePlace,
  job: Job,
  folder: Lfn,
  outputs: readonly Output[],
): Promise<SavedOutputs> {
  const {catalogue, contents} = place;
  requireWritable(catalogue, job, folder);
  const names = outputs.flatMap(({archive, files}) => archive ?? files.map(({name}) => name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SaveError(`${twice} is to be stored twice`);
  const saved: SavedFile[] = [];
  const discard = async (): Promise<void> => {
    for (const {stored} of saved) await contents.discard(stored);
  };
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await discard();
      throw new SaveError(error instanceof Error ? error.message : String(error), {cause: error});
    }
  };
  await attempt(async () => {
    const taken = new Set(names);
    for (const output of outputs) await storeOne(place, folder, output, taken, saved);
    const lfns = saved.flatMap(({lfn, members}) => [lfn, ...members.map(({name}) => below(folder, name))]);
    for (const lfn of lfns) requireFree(catalogue, job, lfn);
  });
  return {
    register: () => attempt(() => catalogue.transaction(() => registerAll(place, job, folder, saved))),
    discard,
  };
}

/** Stores a file or an archive. A member that is a file of its own, or in an earlier archive, has its name already. */
async function storeOne(
  {contents, scratch}: SavePlace,
  folder: Lfn,
  {archive, files, spec}: Output,
  taken: Set<string>,
  saved: SavedFile[],
): Promise<void> {
  if (archive === undefined) {
    for (const {name, file} of files) {
      saved.push({lfn: below(folder, name), stored: await contents.put(file, spec), members: []});
    }
    return;
  }
  const draft = await mkdtemp(join(scratch, 'archive-'));
  try {
    const file = join(draft, basename(archive));
    const packed = await writeZip(file, files);
    const stored = await contents.put(file, spec);
    const members = packed.filter(({name}) => !taken.has(name) && taken.add(name));
    saved.push({lfn: below(folder, archive), stored, members});
  } finally {
    await rm(draft, {recursive: true, force: true});
  }
}

/** Part of a transaction: what an earlier attempt of the job left gives way. */
function registerAll(
  {catalogue, contents}: SavePlace,
  job: Job,
  folder: Lfn,
  saved: readonly SavedFile[],
): Lfn[] {
  const {owner, id: jobid} = job;
  return saved.flatMap(({lfn, stored, members}) => {
    removeEarlier(catalogue, job, lfn);
    contents.register(stored, {lfn, owner, jobid});
    const named = members.map(({name, size, md5}) => {
      const member = below(folder, name);
      removeEarlier(catalogue, job, member);
      registerMember(catalogue, {archive: lfn, member: name, lfn: member, size, md5, jobid});
      return member;
    });
    return [lfn, ...named];
  });
}

function below(folder: Lfn, name: string): Lfn {
  return lfnFrom(`${folder}/${name}`);
}

function requireWritable(catalogue: Catalogue, job: Job, folder: Lfn): void {
  const {entry, rest} = catalogue.entries.findNearest(folder);
  if (entry.type !== 'd') throw new SaveError(`${entry.lfn} is not a directory`);
  if (mayWrite(catalogue.users.account(job.owner), entry)) return;
  throw new SaveError(
    `${job.owner} may not write to ${entry.lfn}${rest.length > 0 ? `, so ${folder} cannot be made` : ''}`,
  );
}

/** The name of something else than what an earlier attempt of the same job left is not given to another file. */
function requireFree(catalogue: Catalogue, job: Job, lfn: Lfn): void {
  const entry = catalogue.entries.find(lfn);
  if (entry !== undefined && !isEarlier(entry, job)) throw new SaveError(`${lfn} is there already`);
}

function removeEarlier(catalogue: Catalogue, job: Job, lfn: Lfn): void {
  const entry = catalogue.entries.find(lfn);
  if (entry !== undefined && isEarlier(entry, job)) catalogue.removeTree(entry);
}

function isEarlier({type, jobid}: Located, {id}: Job): boolean {
  return type === 'f' && jobid === id;
}
