import {chmod, chown, mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Jdl} from '@alien-grid/cli';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import {readCollection} from '../../catalogue/collections/collection.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {baseName, lfnFrom} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';
import {mayRead} from '../../catalogue/owners/permissions.ts';
import type {Contents} from '../../storage/contents.ts';
import {inputList} from './input-list.ts';
import type {JobAccount} from './account.ts';

/** Something that a job needs is missing or cannot be read; the message names it. */
export class InputError extends Error {}

/** Where inputs come from, and for whom. */
export interface InputSource {
  readonly catalogue: Catalogue;
  readonly contents: Contents;
  /** Whose rights count. */
  readonly owner: string;
}

/** A file that `InputData` names, and whether the job wants a copy of its own. */
export interface DataFile {
  readonly lfn: Lfn;
  readonly download: boolean;
}

/** Lays everything that the description asks for into the work directory. Throws {@link InputError}. */
export async function fetchInputs(
  source: InputSource,
  jdl: Jdl,
  work: string,
  account: JobAccount | undefined,
): Promise<void> {
  const lay = async (name: string, content: Buffer | string, mode: number): Promise<void> => {
    const file = join(work, name);
    if ((await mkdir(dirname(file), {recursive: true})) !== undefined)
      await give(dirname(file), 0o700, account);
    await writeFile(file, content);
    await give(file, mode, account);
  };
  const programs = [jdl.text('Executable'), jdl.text('ValidationCommand')].flatMap((lfn) => lfn ?? []);
  for (const lfn of programs) await lay(baseName(lfnFrom(lfn)), await readInput(source, lfnFrom(lfn)), 0o755);
  for (const {lfn} of filesOf(jdl, 'InputFile'))
    await lay(baseName(lfn), await readInput(source, lfn), 0o644);
  const data = await inputData(source, jdl);
  const wanted = data.filter(({download}) => download).map(({lfn}) => lfn);
  for (const [lfn, name] of namesFor(wanted)) await lay(name, await readInput(source, lfn), 0o644);
  const list = jdl.text('InputDataList');
  if (list === undefined) return;
  const entries = data.map(({lfn}) => findInput(source, lfn));
  await lay(
    baseName(lfnFrom(list)),
    inputList(entries, jdl.text('InputDataListFormat')?.toLowerCase()),
    0o644,
  );
}

/** The files of `InputData` and those of the collections, each once. Throws {@link InputError}. */
export async function inputData(source: InputSource, jdl: Jdl): Promise<DataFile[]> {
  const files = new Map(filesOf(jdl, 'InputData').map((file) => [file.lfn, file]));
  for (const {lfn, download} of filesOf(jdl, 'InputDataCollection')) {
    const listed = readCollection((await readInput(source, lfn)).toString('utf8'));
    if (listed === undefined) throw new InputError(`${lfn} is no XML collection`);
    for (const member of listed) files.set(member.lfn, {lfn: member.lfn, download});
  }
  return [...files.values()];
}

/** The entries of a list `LF:/name` or `LF:/name,nodownload`. */
function filesOf(jdl: Jdl, key: string): DataFile[] {
  return jdl.list(key).map((item) => {
    const [name = '', ...options] = item.replace(/^LF:/i, '').split(',');
    const download = !options.some((option) => option.trim().toLowerCase() === 'nodownload');
    return {lfn: lfnFrom(name), download};
  });
}

/** Where copies go: into the work directory, but files of the same name into folders `1`, `2`, ... by their order. */
function namesFor(lfns: readonly Lfn[]): Map<Lfn, string> {
  const groups = Map.groupBy(lfns, baseName);
  const counters = new Map<string, number>();
  return new Map(
    lfns.map((lfn) => {
      const name = baseName(lfn);
      if ((groups.get(name)?.length ?? 0) < 2) return [lfn, name];
      const number = (counters.get(name) ?? 0) + 1;
      counters.set(name, number);
      return [lfn, `${number}/${name}`];
    }),
  );
}

async function readInput(source: InputSource, lfn: Lfn): Promise<Buffer> {
  const entry = findInput(source, lfn);
  try {
    return await source.contents.read(entry);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error), {cause: error});
  }
}

function findInput({catalogue, owner}: InputSource, lfn: Lfn): Located {
  const entry = catalogue.entries.find(lfn);
  if (entry === undefined) throw new InputError(`${lfn} does not exist in the catalogue`);
  if (!mayRead(catalogue.users.account(owner), entry)) throw new InputError(`${owner} may not read ${lfn}`);
  return entry;
}

async function give(path: string, mode: number, account: JobAccount | undefined): Promise<void> {
  await chmod(path, mode);
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
