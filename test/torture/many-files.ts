/**
 * Many small files up and down again, with 1 in 100 calls failing at random and the program killed twice each way:
 * `npm run test:torture:many -- 2000` (default 35000 files). In the end everything has to be identical, registered once, with
 * nothing left over, neither here nor on the storage elements. Prints what each run did and the memory that it took.
 */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';
import {findEntries} from '../../src/lib/catalogue/find.ts';
import type {Lfn} from '../../src/lib/paths/lfn.ts';
import {connect} from '../../src/lib/session/connect.ts';
import {HOME, storedIn} from '../scenarios/copies/copy-box.ts';

const FILES = Number(process.argv[2] ?? 35_000);
const PER_DIRECTORY = 500;
const ONE_IN = 100;
/** Two that are killed, one that goes to its end with what fails on the way, one in which nothing fails. */
const RUNS = 4;

const dir = mkdtempSync(join(tmpdir(), 'alien-many-'));
const grid = await startGrid({storage: true});
const env = {...process.env, ...grid.env()};
let oneIn = ONE_IN;
let watched = {
  command: '',
  kill: Infinity,
  seen: 0,
  child: undefined as ReturnType<typeof spawn> | undefined,
};
grid.onRequest = ({command}) => {
  if (command === watched.command && ++watched.seen === watched.kill) watched.child?.kill('SIGKILL');
  if (!(Math.random() * oneIn < 1)) return 'answer';
  return Math.random() < 0.5 ? 'drop' : 'drop-after';
};

/** Run the copy once, perhaps killed at a number of requests. */
async function run(
  source: string,
  destination: string,
  command: string,
  kill: number,
): Promise<number | null> {
  const begin = performance.now();
  const program = join(import.meta.dirname, 'many-files-copy.ts');
  const words = [...process.execArgv, program, source, destination, String(oneIn)];
  const child = spawn(process.execPath, words, {cwd: dir, env, stdio: ['ignore', 'inherit', 'inherit']});
  watched = {command, kill, seen: 0, child};
  const [code] = (await once(child, 'exit')) as [number | null];
  const end = code === null ? 'killed' : `exit code ${code}`;
  console.log(
    `  ${end} after ${Math.round((performance.now() - begin) / 1000)} s, ${watched.seen} ${command}`,
  );
  return code;
}

/** The same command until all is done. */
async function untilDone(source: string, destination: string, command: string): Promise<void> {
  console.log(`${source} -> ${destination}`);
  for (let number = 1; number <= RUNS; number++) {
    const kill = number <= 2 ? Math.round(FILES / 3) : Infinity;
    oneIn = number < RUNS ? ONE_IN : Infinity;
    const code = await run(source, destination, command, kill);
    if (number === RUNS) assert.equal(code, 0, 'a run in which nothing fails completes it');
  }
}

mkdirSync(join(dir, 'journal'));
try {
  for (let index = 0; index < FILES; index++) {
    const folder = join(dir, 'files', String(Math.floor(index / PER_DIRECTORY)));
    if (index % PER_DIRECTORY === 0) mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, `file-${index}`), `content ${index} `.repeat(1 + (index % 40)));
  }
  await untilDone('file:files/', 'alien:many@disk:1', 'access');
  await untilDone('alien:many/', 'file:back', 'access');
  grid.onRequest = undefined;
  assert.deepEqual(readdirSync(join(dir, 'uploads')), [], 'no upload is left half done');
  const {stdout, stderr} = spawnSync('diff', ['-r', 'files', 'back'], {cwd: dir, encoding: 'utf8'});
  assert.equal(stdout + stderr, '', 'all files are identical, and there are no others');
  const session = connect({env, userAgent: 'torture'});
  const entries = await findEntries(session, HOME as Lfn);
  session.close();
  assert.equal(entries.length, FILES, 'every file is registered, and nothing else');
  assert.equal(new Set(entries.map(({guid}) => guid)).size, FILES, 'nothing is registered twice');
  assert.deepEqual(
    readdirSync(join(dir, 'journal'), {recursive: true}),
    [],
    'no replacement is left half done',
  );
  const stored = await storedIn(grid);
  assert.deepEqual(
    stored.map((path) => basename(path).toLowerCase()).sort(),
    entries.map(({guid}) => guid?.toLowerCase() ?? '').sort(),
    'what is registered is on the storage elements, and nothing else',
  );
  console.log(`${FILES} files: identical, each registered and stored once`);
} finally {
  await grid.stop();
  rmSync(dir, {recursive: true});
}
