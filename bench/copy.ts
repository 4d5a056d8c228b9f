// Copies with alien, alien.py and xrdcp side by side in one run: times as ratios, memory, requests.
//   npm run bench:copy                     everything, a table on stdout
//   npm run bench:copy -- --write          the table goes into docs/performance.md too
//   npm run bench:copy -- '300 x' '1 GiB'  only the cases with such names
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {connect, findEntries, toLfn} from '@alien-grid/cli';
import {CASES, materialOf} from './copy/cases.ts';
import type {Case} from './copy/cases.ts';
import {contestantsFor, runOf} from './copy/contestants.ts';
import type {Contestant, Task} from './copy/contestants.ts';
import {HEAD, rowOf} from './copy/figures.ts';
import type {Figures, Sample} from './copy/figures.ts';
import {startBenchGrid} from './grid.ts';
import {expectFiles, writeFiles} from './copy/material.ts';
import {measuredRun} from './copy/measured-run.ts';
import {writeReadyUrls} from './copy/ready-urls.ts';
import {findPeer} from './peer.ts';
import {writeTable} from './performance-page.ts';
import {table} from './table.ts';

const ROUNDS = 3;
const HOME = '/alice/cern.ch/user/d/demo';
const ALIEN = join(import.meta.dirname, '../bin/alien');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const cases = CASES.filter(({name}) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const peer = findPeer();
if (peer === undefined) throw new Error('There is nothing to compare with');

// Not below /tmp, which may be memory.
const place = mkdtempSync('/var/tmp/alien-bench-');
chmodSync(place, 0o711);
const grid = await startBenchGrid({storage: true});
const env: NodeJS.ProcessEnv = {
  ...process.env,
  ...grid.env,
  JALIEN_TOKEN_CERT: grid.env['X509_USER_CERT'],
  JALIEN_TOKEN_KEY: grid.env['X509_USER_KEY'],
};
let copies = 0;
try {
  const figures: Figures[] = [];
  for (const each of cases) figures.push(...(await measureCase(each)));
  const rows = figures.map(rowOf);
  console.log(`\n${table(HEAD, rows)}`);
  if (process.argv.includes('--write')) await writeTable('copy', HEAD, rows, versions());
} finally {
  await grid.stop();
  rmSync(place, {recursive: true, force: true});
}

async function measureCase(each: Case): Promise<Figures[]> {
  const source = join(place, materialOf(each));
  const stored = `bench/${materialOf(each)}-${copies++}/`;
  writeFiles(source, each);
  await grid.change('fair');
  const prepared: Task = {direction: 'up', local: source, grid: stored, urls: ''};
  await measuredRun(runOf('alien', prepared, peer ?? '').words, env);
  const urls = join(place, 'urls');
  await writeReadyUrls(env, `${HOME}/${stored.slice(0, -1)}`, urls);
  const down = await measure(each, {direction: 'down', local: '', grid: stored, urls});
  const up = await measure(each, {direction: 'up', local: source, grid: '', urls});
  rmSync(source, {recursive: true});
  return [down, up];
}

/** Rounds in which every contestant has its turn, each time with a new destination. */
async function measure(each: Case, task: Task): Promise<Figures> {
  const contestants = contestantsFor(task.direction, each.weather !== 'fair');
  const samples = new Map(contestants.map((name) => [name, [] as Sample[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of contestants) {
      const sample = await measureOne(each, task, name);
      samples.get(name)?.push(sample);
      console.error(`${each.name}, ${task.direction}, ${name}: ${(sample.time / 1000).toFixed(2)} s`);
    }
  }
  return {name: each.name, direction: task.direction, files: each.files, samples};
}

async function measureOne(each: Case, task: Task, name: Contestant): Promise<Sample> {
  const fresh = `copy${copies++}`;
  const target = join(place, fresh);
  mkdirSync(target);
  const own: Task = task.direction === 'down' ? {...task, local: target} : {...task, grid: `bench/${fresh}/`};
  await grid.change(each.weather);
  const before = await grid.requests();
  const run = runOf(name, own, peer ?? '');
  const measured = await measuredRun(run.words, {...env, ...run.env});
  const requests = (await grid.requests()) - before;
  await grid.change('fair');
  if (task.direction === 'down') expectFiles(target, each);
  else await removeFromGrid(own.grid, each);
  rmSync(target, {recursive: true});
  return {...measured, requests};
}

/** Throws unless all files were registered, whole. */
async function removeFromGrid(directory: string, {files, size}: Case): Promise<void> {
  const session = connect({env});
  try {
    const found = await findEntries(session, toLfn(`${HOME}/${directory}`, {cwd: '/', home: '/'}));
    const whole = found.filter((entry) => entry.size === size);
    if (whole.length !== files) throw new Error(`${directory}: ${whole.length} of ${files} files are whole`);
  } finally {
    session.close();
  }
  await measuredRun([ALIEN, 'rm', '-r', directory], env);
}

/** What took part. */
function versions(): string[] {
  const firstLine = (program: string, ...words: string[]): string => {
    const {stdout, stderr} = spawnSync(program, words, {encoding: 'utf8'});
    return (stdout + stderr).trim().split('\n')[0] ?? '';
  };
  return [`Node ${process.version}`, `XRootD ${firstLine('xrdcp', '--version')}`, 'alien.py 1.7.0'];
}
