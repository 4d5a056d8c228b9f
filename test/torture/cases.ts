import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createHash} from 'node:crypto';
import {findEntries} from '../../src/lib/catalogue/find.ts';
import type {Lfn} from '../../src/lib/paths/lfn.ts';
import {HOME} from '../scenarios/copies/copy-box.ts';
import type {Rig} from './rig.ts';

export const FILES = 20;

/** One way to copy 20 files, and what is right afterwards. */
export interface Case {
  readonly name: string;
  /** Lay out what is there before; `id` is a name that is free. */
  prepare(rig: Rig, id: string): Promise<void>;
  source(id: string): string;
  destination(id: string): string;
  /** @param isComplete every file has to be there; @returns what is wrong */
  check(rig: Rig, id: string, isComplete: boolean, told: string): Promise<string[]>;
}

const nameOf = (index: number): string => `file-${index}`;
const contentOf = (index: number, kind = 'new'): string => `${kind} content ${index} `.repeat(10 + index);

/** Write the 20 files into a local directory. */
export async function writeFiles(directory: string, kind: string, count = FILES): Promise<void> {
  await mkdir(directory, {recursive: true});
  for (let index = 0; index < count; index++)
    await writeFile(join(directory, nameOf(index)), contentOf(index, kind));
}

/** What is wrong in a directory, of the files that were to be copied and those that were there before. */
function judge(
  found: ReadonlyMap<string, string>,
  old: boolean,
  isComplete: boolean,
  told: string,
): string[] {
  const wrong: string[] = [];
  for (let index = 0; index < FILES; index++) {
    const md5 = found.get(nameOf(index));
    const isNew = md5 === md5Of(contentOf(index));
    const isOld = old && md5 === md5Of(contentOf(index, 'earlier'));
    if (
      md5 === undefined
        ? isComplete || (old && !told.includes(nameOf(index)))
        : !isNew && (isComplete || !isOld)
    )
      wrong.push(`${nameOf(index)} is ${md5 === undefined ? 'missing' : 'wrong'}`);
  }
  for (const name of found.keys())
    if (!/^file-\d+$/.test(name) && !told.includes(name)) wrong.push(`${name} is left over`);
  return wrong;
}

async function localFiles(directory: string): Promise<Map<string, string>> {
  const names = await readdir(directory).catch(() => []);
  const pairs = names.map(async (name) => [name, md5Of(await readFile(join(directory, name)))] as const);
  return new Map(await Promise.all(pairs));
}

async function gridFiles(rig: Rig, name: string): Promise<Map<string, string>> {
  const entries = await findEntries(rig.box.session, `${HOME}/${name}` as Lfn).catch(() => []);
  return new Map(entries.map(({lfn, md5}) => [lfn.split('/').at(-1) ?? '', md5 ?? '']));
}

function md5Of(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex');
}

const onGrid =
  (old: boolean): Case['check'] =>
  async (rig, id, isComplete, told) => [
    ...judge(await gridFiles(rig, id), old, isComplete, told),
    ...(await rig.orphans(id, told)),
  ];

const toGrid = {source: () => 'file:files/', destination: (id: string) => `alien:${id}@disk:2`};

export const CASES: readonly Case[] = [
  {
    name: 'down',
    prepare: async () => undefined,
    source: () => 'alien:files/',
    destination: (id) => `file:${id}`,
    check: async (rig, id, isComplete, told) =>
      judge(await localFiles(join(rig.box.dir, id)), false, isComplete, told),
  },
  {name: 'up', prepare: async () => undefined, ...toGrid, check: onGrid(false)},
  {
    name: 'up, replacing',
    prepare: async (rig, id) => void (await rig.box.copy('file:old/', `alien:${id}@disk:2`, {jobs: 16})),
    ...toGrid,
    check: onGrid(true),
  },
  {
    name: 'grid to grid',
    prepare: async () => undefined,
    source: () => 'alien:files/',
    destination: (id) => `alien:${id}@disk:1`,
    check: onGrid(false),
  },
];
