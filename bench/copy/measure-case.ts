import {existsSync, mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {connect, findEntries, toLfn} from '@alien-grid/cli';
import {HOME} from '../frame/fill-catalogue.ts';
import {takeTurns} from '../frame/rounds.ts';
import type {BenchScene} from '../frame/scene.ts';
import type {Measured} from '../frame/stopwatch.ts';
import {materialOf} from './cases.ts';
import type {Case} from './cases.ts';
import {copies, runOf} from './contestants.ts';
import type {Contestant, Task} from './contestants.ts';
import {expectFiles, writeFiles} from './material.ts';
import {recallMemory} from './recall-memory.ts';
import {writeReadyUrls} from './ready-urls.ts';

/** One run of one contestant. */
export interface Sample extends Measured {
  /** Requests to the central service; none for those that do not know it. */
  readonly requests: number;
}

/** All runs of one case in one direction. */
export interface Figures {
  readonly case: Case;
  readonly direction: Task['direction'];
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

/** What is measured, and how. */
export interface Measurement {
  readonly scene: BenchScene;
  readonly contestants: Readonly<Record<Task['direction'], readonly Contestant[]>>;
  readonly peer: string | undefined;
  readonly rounds: number;
  readonly signal: AbortSignal;
  /** When all has to be measured, by the clock of `performance.now()`. */
  readonly end: number;
  /** How many directions of cases are still to come, this one among them. */
  remaining: number;
}

/**
 * Only more bytes than this are removed before the end. For minutes ext4 gives out no inode that was freed, and looks through
 * all of them for each new file: thousands of files that were just removed cost the next copy 0.3 ms a file.
 */
const ROOM = 500 * 1000 * 1000;

/** Names are used once, since the service remembers for a while what it found under one. */
let named = 0;

/** One case, in each direction that has contestants. */
export async function measureCase(each: Case, how: Measurement): Promise<Figures[]> {
  const {scene, contestants} = how;
  const source = join(scene.place, materialOf(each));
  const grid = `bench/${materialOf(each)}-${named++}/`;
  const urls = join(scene.place, 'urls');
  if (!existsSync(source)) writeFiles(source, each);
  await scene.grid.change('fair');
  const prepared: Task = {direction: 'up', source, local: source, grid, urls};
  scene.time(runOf('alien', prepared, '').words, scene.of('alien').env);
  await writeReadyUrls(scene.of('alien').env, `${HOME}/${grid.slice(0, -1)}`, urls);
  const figures: Figures[] = [];
  for (const direction of ['down', 'up'] as const) {
    if (contestants[direction].length === 0) continue;
    const contests = contestants[direction].map(
      (name) => [name, () => measureOne(each, {...prepared, direction}, name, how)] as const,
    );
    const samples = await takeTurns<Sample>(Object.fromEntries(contests), {
      atMost: how.rounds,
      within: (how.end - performance.now()) / how.remaining--,
      warmUp: 0,
      signal: how.signal,
    });
    figures.push({case: each, direction, samples});
  }
  if (isHeavy(each)) {
    rmSync(source, {recursive: true});
    scene.run('alien', ['rm', '-r', grid]);
  }
  return figures;
}

/** A copy to a new destination, which is looked at. */
async function measureOne(each: Case, task: Task, name: Contestant, how: Measurement): Promise<Sample> {
  const {scene, peer = ''} = how;
  const copy = `copy${named++}`;
  const target = join(scene.place, copy);
  mkdirSync(target);
  const own = task.direction === 'down' ? {...task, local: target} : {...task, grid: `bench/${copy}/`};
  await scene.grid.change(each.weather);
  const before = await scene.grid.counts();
  const run = runOf(name, own, peer);
  if (copies(name)) recallMemory(scene.place, each.files * each.size);
  const measured = scene.time(run.words, {...scene.of('alien').env, ...run.env});
  const {requests} = await scene.grid.counts();
  await scene.grid.change('fair');
  if (copies(name)) {
    if (task.direction === 'down') expectFiles(target, each);
    else await expectOnGrid(own.grid, each, scene);
    if (isHeavy(each) && task.direction === 'up') scene.run('alien', ['rm', '-r', own.grid]);
  }
  if (isHeavy(each)) rmSync(target, {recursive: true});
  console.error(`${each.name}, ${task.direction}, ${name}: ${(measured.time / 1000).toFixed(2)} s`);
  return {...measured, output: '', requests: requests - before.requests};
}

/** Throws unless all files were registered, whole. */
async function expectOnGrid(directory: string, {files, size}: Case, scene: BenchScene): Promise<void> {
  const session = connect({env: scene.of('alien').env});
  try {
    const place = toLfn(`${HOME}/${directory}`, {cwd: '/', home: '/'});
    const found = await findEntries(session, place);
    const whole = found.filter((entry) => entry.size === size);
    if (whole.length !== files) throw new Error(`${directory}: ${whole.length} of ${files} files are whole`);
  } finally {
    session.close();
  }
}

function isHeavy({files, size}: Case): boolean {
  return files * size > ROOM;
}
