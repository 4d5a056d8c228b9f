import assert from 'node:assert/strict';
import {mkdir, writeFile, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {SyncRequest} from '../../../src/lib/sync/request.ts';
import {sync} from '../../../src/lib/sync/sync.ts';
import {markOf, thisProcess} from '../../../src/lib/traces/process-mark.ts';
import {
  packedName,
  partialName,
  temporaryDirectoryName,
  temporaryName,
} from '../../../src/lib/traces/temporary-name.ts';
import {GONE_PID} from '../../support/gone-pid.ts';
import {Workbench} from '../copy/support/workbench.ts';

const HOME = '/alice/home';
const REGISTERED = new Date(1_600_000_000_000);

describe('what sync deletes of names that programs give', () => {
  let bench: Workbench;
  beforeEach(async () => (bench = await Workbench.open()));
  afterEach(() => bench.close());

  const run = (source: string, destination: string, more: Partial<SyncRequest>, events: CopyEvent[] = []) =>
    sync(
      {source, destination, retries: 0, ...more},
      {grid: bench.grid, storage: bench.storage, cwd: bench.dir},
      {onEvent: (event) => events.push(event)},
    );
  const write = async (name: string, content: string) => {
    const path = join(bench.dir, name);
    await mkdir(join(path, '..'), {recursive: true});
    await writeFile(path, content);
    await utimes(path, REGISTERED, REGISTERED);
  };

  describe('on this machine', () => {
    beforeEach(() => bench.place(`${HOME}/t/a`, 'aaa'));

    /** All names that a program may give to what it is at, in a directory of its own below the destination. */
    const namesOf = (maker = thisProcess()) => [
      ...[temporaryName('x', 'part', maker), packedName(temporaryName('x', 'part', maker))],
      ...[partialName('x', ['content'], maker), packedName(partialName('x', ['content'], maker))],
      ...[temporaryName('x', 'stale', maker), `${temporaryDirectoryName(maker)}/content`],
    ];
    const OTHERS = [
      {...thisProcess(), pid: process.ppid, start: undefined},
      {...thisProcess(), machine: 'another-host'},
    ];

    it('deletes nothing that a program is at, nor what one of another machine may be at', async () => {
      const names = [thisProcess(), ...OTHERS].flatMap(namesOf).map((name) => `to/gone/${name}`);
      const unmarked = ['to/.x.part', 'to/.x.old'];
      for (const name of [...names, ...unmarked]) await write(name, 'x');
      const events: CopyEvent[] = [];
      const {removed, failed} = await run(`alien:${HOME}/t`, 'file:to', {remove: {}}, events);
      assert.deepEqual([removed, failed], [unmarked.length, 0]);
      const left = await bench.localNames();
      assert.deepEqual(
        names.filter((name) => !left.includes(name)),
        [],
      );
      const notes = events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
      assert.match(notes.join(), /^Not deleted, .*: .*x.* and 17 more\.$/);
    });

    it('deletes what programs have left that are gone', async () => {
      const gone = {...thisProcess(), pid: GONE_PID};
      for (const name of namesOf(gone)) await write(`to/gone/${name}`, 'x');
      const {failed} = await run(`alien:${HOME}/t`, 'file:to', {remove: {limit: '100%'}});
      assert.equal(failed, 0);
      assert.ok(!(await bench.localNames()).some((name) => name.includes(markOf(gone))));
      assert.ok(!(await bench.localNames()).includes('to/gone'));
    });
  });

  describe('on the grid', () => {
    beforeEach(() => write('t/a', 'aaa'));

    it('deletes no name that may hold the only copy of a file, whoever made it', async () => {
      await run('file:t', `alien:${HOME}/to`, {});
      const makers = [
        thisProcess(),
        {...thisProcess(), pid: GONE_PID},
        {...thisProcess(), machine: 'another-host'},
      ];
      const kept = makers
        .flatMap((maker) => [temporaryName('b', 'aside', maker), temporaryName('b', 'replacing', maker)])
        .map((name) => `${HOME}/to/gone/${name}`);
      for (const lfn of [...kept, `${HOME}/to/gone/b`]) bench.place(lfn, 'x');
      const summary = await run('file:t', `alien:${HOME}/to`, {remove: {limit: '100%'}});
      assert.deepEqual([summary.removed, summary.failed], [1, 0]);
      assert.deepEqual(
        bench
          .lfns()
          .filter((lfn) => lfn.includes('/gone/'))
          .sort(),
        kept.sort(),
      );
    });

    it('takes no content away from a copy that is replacing a file of a name that goes', async () => {
      await run('file:t', `alien:${HOME}/to`, {});
      bench.place(`${HOME}/to/gone/b`, 'the old content');
      await write('new', 'the newer content');
      // Both at once: the removal falls into the middle of each step of the replacement.
      const request = bench.grid.request.bind(bench.grid);
      let steps = 0;
      bench.grid.request = async (command, ...words) => {
        const answer = await request(command, ...words);
        if (command !== 'mv') return answer;
        steps += 1;
        bench.grid.request = request;
        await run('file:t', `alien:${HOME}/to`, {remove: {limit: '100%'}});
        return answer;
      };
      await bench.copy('file:new', `alien:${HOME}/to/gone/b`);
      assert.equal(steps, 1);
      assert.equal(bench.contentOf(`${HOME}/to/gone/b`), 'the newer content');
    });
  });
});
