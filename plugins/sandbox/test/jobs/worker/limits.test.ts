import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {folderSize} from '../../../src/jobs/worker/folder-size.ts';
import {
  countsApart,
  limitsFor,
  limitsText,
  limitWords,
  readLimits,
  USUAL_LIMITS,
} from '../../../src/jobs/worker/limits.ts';
import {JobGrid} from '../../support/job-grid.ts';
import {jobProcesses} from '../../support/job-processes.ts';
import {until} from '../../support/until.ts';

const MEGABYTE = 2 ** 20;
/** Takes so many MB of memory and keeps them. */
const eats = (megabytes: number): string =>
  `head -c ${megabytes}M /dev/zero | tail -c ${megabytes}M | (sleep 1000; cat)`;

describe('the limits of a job', () => {
  let box: JobGrid;
  before(async () => {
    const jobLimits = {processes: 40, memory: 60 * MEGABYTE, disk: 20 * MEGABYTE};
    box = await JobGrid.open(2, {jobLimits});
  });
  after(() => box.close());

  it('are told, and a job that keeps to them does not notice', async () => {
    const {id, state} = await box.run(
      'for i in 1 2 3 4 5; do sleep 0.2 & done; wait; head -c 9M /dev/zero > x',
    );
    assert.equal(state, 'DONE', box.trace(id));
    assert.match(box.trace(id), /at most 40 processes, 60 MB of memory, 20 MB of disk\n/);
  });

  it('hold for processes that stay', async () => {
    const {id, state} = await box.run('for i in $(seq 300); do sleep 1000 & done; wait');
    assert.equal(state, 'ERROR_E', box.trace(id));
    assert.match(box.trace(id), /Killing the job: it reached the limit of 40 processes\n/);
    await until(() => jobProcesses(box.grid.dir, id).length === 0);
  });

  it('hold for a fork bomb, and other jobs go on', async () => {
    const bomb = await box.insert('bomb() { sleep 1000 & bomb & bomb; }; bomb');
    const other = await box.run('sleep 0.1');
    assert.equal(other.state, 'DONE');
    assert.equal((await box.grid.untilJob(bomb)).state, 'ERROR_E');
    await until(() => jobProcesses(box.grid.dir, bomb).length === 0);
  });

  it('hold for memory, of all processes together', async () => {
    const {id, state} = await box.run(`${eats(35)} & ${eats(35)} & wait`);
    assert.equal(state, 'ERROR_E', box.trace(id));
    assert.match(
      box.trace(id),
      /Killing the job: it used [\d.]+ MB of memory, more than the limit of 60 MB\n/,
    );
  });

  it('are lower for one that asks for less memory', async () => {
    const {id, state} = await box.run(eats(40), 'MemorySize = "30MB";');
    assert.equal(state, 'ERROR_E', box.trace(id));
    assert.match(box.trace(id), /more than the limit of 30 MB\n/);
  });

  it('hold for the disk: one file, many files, and what is there at the end', async () => {
    const cases: [string, RegExp][] = [
      ['head -c 30M /dev/zero > x', /it wrote a file of more than the limit of 20 MB of disk\n/],
      [
        'for i in 1 2 3; do head -c 9M /dev/zero > x$i; done; sleep 1000',
        /it filled more than the limit of 20 MB of disk/,
      ],
      [
        'for i in 1 2 3; do head -c 9M /dev/zero > "$TMPDIR/x$i"; done',
        /it filled more than the limit of 20 MB of disk/,
      ],
    ];
    for (const [script, reason] of cases) {
      const {id, state} = await box.run(script);
      assert.equal(state, 'ERROR_E', box.trace(id));
      assert.match(box.trace(id), reason);
    }
  });

  it('hold for the validation: ERROR_V', async () => {
    const validation = await box.script('for i in $(seq 100); do sleep 1000 & done; wait');
    const {id, state} = await box.run('true', `ValidationCommand = "${validation}";`);
    assert.equal(state, 'ERROR_V', box.trace(id));
    assert.match(box.trace(id), /Killing the job: it reached the limit of 40 processes\n/);
  });
});

describe('limits of jobs', () => {
  it('are read from words', () => {
    assert.deepEqual(readLimits('memory=500M'), {...USUAL_LIMITS, memory: 500 * MEGABYTE});
    assert.deepEqual(readLimits('processes=9, disk=none,memory=1K'), {
      processes: 9,
      disk: null,
      memory: 1024,
    });
    for (const text of [
      '',
      'x=1',
      'memory',
      'memory=0',
      'memory=1T',
      'processes=1K',
      'disk=-1',
      'disk=1e3',
    ]) {
      assert.throws(() => readLimits(text), /is no limit for jobs/, text);
    }
  });

  it('are written in words', () => {
    assert.equal(limitsText(USUAL_LIMITS), '256 processes, 2 GB of memory, 1 GB of disk');
    assert.equal(limitsText({processes: null, memory: 1536 * MEGABYTE, disk: null}), '1.5 GB of memory');
  });

  it('follow what a description asks for, downwards', () => {
    const memoryFor = (text: string | undefined): number | null => limitsFor(USUAL_LIMITS, text).memory;
    assert.deepEqual(
      ['1GB', '100', '100 mb', '8GB', '0', 'much', undefined].map(memoryFor),
      [1024, 100, 100, 2048, 2048, 2048, 2048].map((megabytes) => megabytes * MEGABYTE),
    );
    assert.equal(limitsFor({...USUAL_LIMITS, memory: null}, '8GB').memory, 8192 * MEGABYTE);
  });

  it('count processes only where the system counts those of one job', () => {
    const counted = (counting: 'job' | 'owner'): boolean =>
      limitWords(USUAL_LIMITS, counting).some((word) => word.startsWith('--nproc'));
    assert.deepEqual([counted('job'), counted('owner')], [true, false]);
    assert.deepEqual(['5.13.9', '5.14', '6.1.0-18-amd64', '4.18'].map(countsApart), [
      false,
      true,
      true,
      false,
    ]);
  });

  it('are words that a program can be started with', () => {
    const [command, ...args] = [...limitWords({...USUAL_LIMITS, disk: 1024}, 'owner'), 'sh', '-c'];
    const script = 'ulimit -f; head -c 5000 /dev/zero > /dev/null && echo fine';
    assert.match(spawnSync(command, [...args, script], {encoding: 'utf8'}).stdout, /^[12]\nfine\n$/);
  });

  it('the size of a folder counts all below it, and stops when it is enough', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alien-size-'));
    try {
      for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), Buffer.alloc(100_000, 1));
      const all = await folderSize(folder, Infinity);
      assert.ok(all >= 300_000 && all < 400_000, String(all));
      assert.ok((await folderSize(folder, 50_000)) < all);
      assert.equal(await folderSize(join(folder, 'none'), 1), 0);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});
