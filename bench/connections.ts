// How many connections to the central service a copy should use: time and points on the service's throttle.
//   npm run bench:connections
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {SessionPool} from '@alien-grid/cli';
import {copy} from '../src/lib/copy/copy.ts';
import {connect} from '../src/lib/session/connect.ts';
import {XrootdStorage} from '../src/lib/storage/xrootd-storage.ts';
import {startBenchGrid} from './frame/grid.ts';
import type {Weather} from './frame/grid.ts';
import {writeFiles} from './copy/material.ts';
import {writeTable} from './frame/performance-page.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 3;
const COUNTS = [1, 2, 4, 8, 16];
const FILES = [20, 60, 200];
const WEATHERS: readonly Weather[] = ['far', 'far, throttled'];

const place = mkdtempSync('/var/tmp/alien-bench-');
chmodSync(place, 0o711);
const grid = await startBenchGrid({storage: true});
let copies = 0;
try {
  const rows: string[][] = [];
  for (const files of FILES) {
    const source = join(place, `source${files}`);
    writeFiles(source, {files, size: 10_000});
    for (const weather of WEATHERS) {
      const up: number[] = [];
      const down: number[] = [];
      for (const connections of COUNTS) {
        const times = {up: [] as number[], down: [] as number[]};
        for (let round = 0; round < ROUNDS; round++) {
          const stored = `connections/${copies++}/`;
          const fetched = join(place, `fetched${copies}`);
          times.up.push(await timed(weather, connections, [`file:${source}/`], `alien:${stored}@disk:1`));
          times.down.push(await timed(weather, connections, [`alien:${stored}`], `file:${fetched}/`));
          rmSync(fetched, {recursive: true});
        }
        up.push(median(times.up));
        down.push(median(times.down));
      }
      rows.push([`${files} files down, ${weather}`, ...down.map(seconds)]);
      rows.push([`${files} files up, ${weather}`, ...up.map(seconds)]);
    }
  }
  const head = ['10 KB each, service 30 ms away', ...COUNTS.map((count) => `${count} connections`)];
  console.log(columns(head, rows));
  if (process.argv.includes('--write'))
    await writeTable('connections', {head, rows, notes: []}, [`Node ${process.version}`]);
} finally {
  await grid.stop();
  rmSync(place, {recursive: true, force: true});
}

/** ms of one copy, connecting included, the start of the program not. */
async function timed(
  weather: Weather,
  connections: number,
  sources: readonly string[],
  destination: string,
): Promise<number> {
  await grid.change(weather);
  const session = connect({env: {...process.env, ...grid.env}});
  const pool = new SessionPool(session, connections);
  try {
    const start = performance.now();
    const summary = await copy(
      {sources, destination},
      {grid: session, openPool: () => pool, storage: new XrootdStorage()},
    );
    const time = performance.now() - start;
    if (summary.failed > 0) throw new Error(`${summary.failed} files failed`);
    return time;
  } finally {
    pool.close();
    session.close();
    await grid.change('fair');
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
