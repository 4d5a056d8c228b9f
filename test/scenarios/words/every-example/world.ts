import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {ARCHIVE} from '../../../lib/credentials/elliptic.ts';
import {makeZip} from '../../../lib/storage/archive/make-zip.ts';
import type {Example, Values} from './examples.ts';
import type {Lines} from './lines.ts';

export const HOME = '/alice/cern.ch/user/j/jdoe';

const PROGRAM = '#!/bin/sh\n';
const RUN_JDL = `Executable = "${HOME}/bin/done.sh";\n`;
const MEMBER = {name: 'member.root', content: Buffer.from('member')};

/** What examples find on the grid, below home or at the top. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(
    ['a.root', 'b.root', 'old.root', 'data.root', 'a.txt', 'b.txt', 'analysis/x.root', 'logs/a.log']
      .concat(['private/x', 'results/c.root', 'old.jdl', 'new.jdl', 'run.jdl~'])
      .concat(['data/run1/a.root', 'data/run1/b.root', 'data/run1/x.root', 'data/run2/x.root'])
      .map((name) => [name, 'content']),
  ),
  '/alice/data/2024/501/AO2D.root': 'content',
  '/alice/sim/a/1/x.root': 'content',
  '/alice/sim/a/2/x.root': 'content',
  big: 'content',
  'results/large.root': 'x'.repeat(1 << 20),
  '/alice/data/2024/run/x.root': 'x'.repeat(1 << 20),
  'bin/long.sh': `${PROGRAM}exec sleep 300\n`,
  'bin/test.sh': PROGRAM,
  'bin/done.sh': `${PROGRAM}echo done; echo content > AnalysisResults.root\n`,
  'bin/invalid.sh': `${PROGRAM}exit 1\n`,
  'check.sh': `${PROGRAM}echo checked\n`,
  'data/run1/root_archive.zip': makeZip([MEMBER]),
  'data/run1/stdout.log': 'an ERROR, a segmentation fault\n',
  'run.jdl': RUN_JDL,
  'run.log': 'no ERROR\n',
};

/** What the examples of some commands use up. */
export const AGAIN: Readonly<Record<string, readonly string[]>> = {
  mv: ['a.root', 'b.root', 'old.root'],
  rm: ['old.root', 'logs/a.log', 'results/old/x.root'],
};

/** Lines before each example of some commands; they may fail. */
export const BEFORE: Readonly<Record<string, string>> = {
  rmdir: 'mkdir -p results/old results/2024/run1',
};

/** Put files on the grid that are not there. */
export async function store(grid: TestGrid, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const lfn = name.startsWith('/') ? name : `${HOME}/${name}`;
    if (await grid.readFile(lfn).catch(() => undefined)) continue;
    const content = FILES[name] ?? 'content';
    await grid.storeFile({lfn, content, owner: 'jdoe', ...(name === 'raw.root' && {spec: 'tape:1'})});
  }
}

/** Jobs in the states that examples need. */
export interface Jobs {
  readonly done: number;
  readonly invalid: number;
  /** the first is running, the second waits for it */
  readonly unfinished: readonly [number, number];
}

/** What the numbers of jobs in the examples of a command are: most of them speak of jobs that are over. */
export function jobValues({done, invalid, unfinished}: Jobs, {command, text}: Example): Values {
  const [first, second] = unfinished;
  if (command === 'registerOutput') return {'1234567': `${invalid}`};
  const isOver = command.startsWith('jobs ') && command !== 'jobs kill' && !text.includes('--state running');
  if (isOver) return {'1234567': `${done}`, '1234568': `${done}`};
  return {'1234567': `${first}`, '1234568': `${second}`};
}

/** All that examples find on the grid. @returns what stands in them for what only this grid has */
export async function makeGridWorld(grid: TestGrid, lines: Lines): Promise<{values: Values; jobs: Jobs}> {
  await store(grid, [...Object.keys(FILES), 'raw.root']);
  const md5 = createHash('md5').update(MEMBER.content).digest('hex');
  grid.registerMember({
    archive: `${HOME}/data/run1/root_archive.zip`,
    member: MEMBER.name,
    lfn: `${HOME}/data/run1/member.root`,
    size: MEMBER.content.length,
    md5,
  });
  for (const collection of ['wn.xml', 'runs.xml']) await lines.ok(`toXml -x ${collection} data/run1/x.root`);
  const submit = async (jdl: string): Promise<number> =>
    Number(/Your new job ID is (\d+)/.exec(await lines.ok(`submit '${jdl}'`))?.[1]);
  const invalid = await submit(
    'Executable = "done.sh"; ValidationCommand = "invalid.sh"; Output = {"stdout"}; OutputDir = "invalid";',
  );
  const done = await submit(
    'Executable = "done.sh"; OutputDir = "done"; Output = {"AnalysisResults.root", "stdout", "stderr"};',
  );
  for (const id of [invalid, done]) await grid.untilJob(id);
  const unfinished = [
    await submit('Executable = "long.sh";'),
    await submit('Executable = "long.sh";'),
  ] as const;
  const [, guid = ''] = /([\da-f]{8}-[\da-f-]+)/i.exec(await lines.ok('lfn2guid data/run1/x.root')) ?? [];
  const {results} = JSON.parse(await lines.ok('access -s 1024 write x.root disk:1 --json')) as {
    results: {envelope: string}[];
  };
  const storage = `localhost:${grid.storage?.[0]?.port}`;
  const values = {
    '5f0d3b4e-8d4c-11ee-9bf3-02420a0a0a0a': guid,
    ENVELOPE: `'${results[0]?.envelope}'`,
    'host:1094': storage,
    // The list of hosts for reference is of the network.
    'reference alice-jcentral.cern.ch 8097': storage.replace(':', ' '),
    'ALICE::CERN::EOS': 'ALICE::SANDBOX::DISK1',
    'ALICE::CERN::CTA': 'ALICE::SANDBOX::TAPE',
    'ALICE::CERN::SIM': 'ALICE::SANDBOX::CE',
    ' cern': ' sandbox',
    ' CERN': ' SANDBOX',
    '544091': '7',
    'TPC/Calib': 'det',
    'GLO/Config/GRPECS': 'det',
    'ITS/Calib': 'det',
  };
  return {values, jobs: {done, invalid, unfinished}};
}

const EDITORS = ['vi', 'vim', 'nano', 'mcedit', 'editor'];

/** All that examples find on this machine, in a directory that is the home and where they run. */
export function makeLocalWorld(dir: string): void {
  const files = {
    'results.root': 'content',
    'big.root': 'content',
    'x.root': 'content',
    'results/a.root': 'content',
    'list-of-copies.txt': `${HOME}/a.root file:listed.root\n`,
    'names.txt': 'data/run1/a.root\n',
    'run.jdl': RUN_JDL,
    'data/local.txt': 'content',
    'programs/hadd': `${PROGRAM}while test "\${1#-}" != "$1"; do shift; done\necho merged > "$1"\n`,
    'largest.ts': 'const files = await grid.find(process.argv[2]);\nconsole.log(files.length);\n',
    'submit-all.txt': 'submit run.jdl\n',
    'myCertificate.p12': ARCHIVE,
    'pass-phrases': 'secret\nfresh\n',
    '.config/alien/config.json': '{}',
    'programs/make-list': `${PROGRAM}ls\n`,
    ...Object.fromEntries(
      EDITORS.map((name) => [
        `programs/${name}`,
        `${PROGRAM}for file; do :; done\ntest "\${file%.json}" != "$file" || echo "# ${name}" >> "$file"\n`,
      ]),
    ),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), {recursive: true, mode: 0o700});
    writeFileSync(path, content, {mode: name.startsWith('programs') ? 0o755 : 0o600});
  }
}
