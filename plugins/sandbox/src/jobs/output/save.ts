import {mkdtemp, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {registerMember} from '../../catalogue/archive.ts';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import type {Located} from '../../catalogue/entries.ts';
import {homeOf, lfnFrom, resolveLfn} from '../../catalogue/names.ts';
import type {Lfn} from '../../catalogue/names.ts';
import {mayWrite} from '../../catalogue/permissions.ts';
import {accountNamed} from '../../service/login.ts';
import type {Contents} from '../../storage/contents.ts';
import type {Job} from '../job.ts';
import type {Jdl} from '../jdl/jdl.ts';
import type {Output} from './collect.ts';
import {writeZip} from './zip.ts';

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

/** Stores and registers outputs below `folder`, all or none, and returns their names. Throws {@link SaveError}. */
export async function saveOutputs(
  place: SavePlace,
  job: Job,
  folder: Lfn,
  outputs: readonly Output[],
): Promise<Lfn[]> {
  const {catalogue} = place;
  requireWritable(catalogue, job, folder);
  const names = outputs.flatMap(({archive, files}) => archive ?? files.map(({name}) => name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SaveError(`${twice} is to be stored twice`);
  const taken = new Set(names);
  // A member that is stored as a file of its own, or lies in an earlier archive, has its name already.
  const members = outputs.map(({archive, files}) =>
    archive === undefined
      ? []
      : files.map(({name}) => name).filter((name) => !taken.has(name) && taken.add(name)),
  );
  const lfns = [...taken].map((name) => lfnFrom(`${folder}/${name}`));
  for (const lfn of lfns) removeEarlier(catalogue, job, lfn);
  const done: Lfn[] = [];
  try {
    for (const [index, output] of outputs.entries()) {
      await saveOne(place, job, folder, output, members[index] ?? [], done);
    }
    return done;
  } catch (error) {
    for (const lfn of done) removeEarlier(catalogue, job, lfn);
    throw new SaveError(error instanceof Error ? error.message : String(error), {cause: error});
  }
}

async function saveOne(
  {catalogue, contents, scratch}: SavePlace,
  job: Job,
  folder: Lfn,
  {archive, files, spec}: Output,
  members: readonly string[],
  done: Lfn[],
): Promise<void> {
  const target = (name: string): {lfn: Lfn; owner: string; jobid: number; spec?: string} => ({
    lfn: lfnFrom(`${folder}/${name}`),
    owner: job.owner,
    jobid: job.id,
    ...(spec !== undefined && {spec}),
  });
  if (archive === undefined) {
    for (const {name, file} of files) done.push((await contents.store(file, target(name))).lfn);
    return;
  }
  const draft = await mkdtemp(join(scratch, 'archive-'));
  try {
    const file = join(draft, basename(archive));
    const packed = await writeZip(file, files);
    done.push((await contents.store(file, target(archive))).lfn);
    for (const {name, size, md5} of packed.filter((member) => members.includes(member.name))) {
      const {lfn, jobid} = target(name);
      registerMember(catalogue, {archive: target(archive).lfn, member: name, lfn, size, md5, jobid});
      done.push(lfn);
    }
  } finally {
    await rm(draft, {recursive: true, force: true});
  }
}

function requireWritable(catalogue: Catalogue, job: Job, folder: Lfn): void {
  const {entry, rest} = catalogue.entries.findNearest(folder);
  if (entry.type !== 'd') throw new SaveError(`${entry.lfn} is not a directory`);
  if (mayWrite(accountNamed(catalogue, job.owner), entry)) return;
  throw new SaveError(
    `${job.owner} may not write to ${entry.lfn}${rest.length > 0 ? `, so ${folder} cannot be made` : ''}`,
  );
}

/** What an earlier attempt of the same job left gives way to the new one; anything else stays. */
function removeEarlier(catalogue: Catalogue, job: Job, lfn: Lfn): void {
  const entry: Located | undefined = catalogue.entries.find(lfn);
  if (entry !== undefined && entry.type === 'f' && entry.jobid === job.id) catalogue.removeTree(entry);
}
