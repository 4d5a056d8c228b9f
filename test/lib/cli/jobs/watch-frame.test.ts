import assert from 'node:assert/strict';
import {bar, watchFrame} from '../../../../src/lib/cli/jobs/watch-frame.ts';
import {changesBetween, countsOf, type FollowedJob} from '../../../../src/lib/jobs/follow/snapshot.ts';
import {Progresses} from '../../../../src/lib/jobs/follow/progress.ts';

/** A master with so many subjobs in each state. */
function master(id: string, states: Readonly<Record<string, number>>): FollowedJob {
  const all = Object.entries(states).flatMap(([state, count]) => Array<string>(count).fill(state));
  return {
    id,
    name: 'run.sh',
    state: 'SPLIT',
    subjobs: new Map(all.map((state, index) => [`${id}${index}`, state])),
  };
}

const at = (seconds: number): Date => new Date(seconds * 1000);

function progresses(...looks: readonly (readonly FollowedJob[])[]): Progresses {
  const all = new Progresses();
  for (const [index, jobs] of looks.entries())
    all.see({
      kind: 'look',
      at: at(index * 60),
      jobs,
      changes: changesBetween(looks[index - 1] ?? [], jobs),
      next: 5000,
    });
  return all;
}

describe('the live view of jobs', () => {
  const facts = {columns: 80, rows: 24, now: at(70), next: at(73), pausedBecause: undefined};

  it('has a bar, rate, the failures and the last change of each master', () => {
    const view = progresses(
      [master('7', {DONE: 10, ERROR_IB: 1, RUNNING: 4, WAITING: 25})],
      [master('7', {DONE: 16, ERROR_IB: 1, ERROR_E: 3, RUNNING: 4, WAITING: 16})],
    );
    assert.deepEqual(watchFrame(view.list(), facts), [
      '7 run.sh  20/40  9.0/min, 2 min left',
      `  ${'█'.repeat(16)}xxxx▒▒▒▒${'·'.repeat(16)}`,
      '  16 done, 4 running, 16 waiting, 4 failed',
      '  1 failed: an input is missing (ERROR_IB): 716',
      '  3 failed: its program failed (ERROR_E): 717, 718, 719',
      '  last: 723 WAITING -> RUNNING, 10 s ago',
      'next look in 3 s; Ctrl-C ends watching, not the jobs',
    ]);
  });

  it('folds away what is done, and counts what has no room', () => {
    const done = master('1', {DONE: 3});
    const running = ['2', '3', '4', '5'].map((id) => master(id, {RUNNING: 2}));
    const single: FollowedJob = {id: '6', name: 'x', state: 'ERROR_E', subjobs: new Map()};
    const lines = watchFrame(progresses([done, ...running, single]).list(), {...facts, rows: 9});
    assert.deepEqual(lines, [
      '2 run.sh  0/2',
      `  ${'▒'.repeat(40)}`,
      '  2 running',
      '... 4 more jobs',
      'done: 1 (3 subjobs)',
      'next look in 3 s; Ctrl-C ends watching, not the jobs',
    ]);
  });

  it('never has more lines or columns than the window', () => {
    const jobs = Array.from({length: 9}, (_, id) => master(String(id), {DONE: 1, ERROR_E: 2, WAITING: 500}));
    for (const rows of [1, 3, 8, 25, 60])
      for (const columns of [10, 40, 200]) {
        const lines = watchFrame(progresses(jobs, jobs).list(), {...facts, rows, columns});
        assert.ok(lines.length <= Math.max(rows - 1, 3), `${rows}: ${lines.length}`);
        assert.ok(lines.every((line) => line.length <= Math.max(columns - 4, 20)));
      }
  });

  it('says that there is no connection', () => {
    const lines = watchFrame(progresses([master('1', {RUNNING: 1})]).list(), {
      ...facts,
      pausedBecause: 'No route.',
    });
    assert.equal(lines.at(-1), 'No connection: No route. It is tried again.');
  });

  it('shows even one of a thousand in its bar', () => {
    const counts = countsOf([...Array<string>(999).fill('DONE'), 'ERROR_E']);
    assert.equal(bar(counts, 1000, 10), '█████████x');
    assert.equal(bar(countsOf(['KILLED']), 1, 3), '---');
  });
});
