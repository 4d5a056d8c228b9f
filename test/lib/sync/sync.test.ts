import assert from 'node:assert/strict';
import {mkdir, readlink, symlink, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopyEvent, CopySummary} from '../../../src/lib/copy/model/events.ts';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from '../copy/support/workbench.ts';
import {syncing} from './syncing.ts';

const HOME = '/alice/home';
const LATER = new Date(1_700_000_000_000);

describe('sync', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  const {run, write, read} = syncing(() => bench);
  const counts = ({copied, skipped, removed, failed}: CopySummary) => ({copied, skipped, removed, failed});
  const NOTHING_TO_DO = {copied: 0, removed: 0, failed: 0};

  describe('to this machine', () => {
    beforeEach(() => {
      bench.place(`${HOME}/t/a`, 'aaa');
      bench.place(`${HOME}/t/d/b`, 'bbb');
      bench.grid.makeDirectory(`${HOME}/t/empty`);
    });

    it('makes the directory like the other one, whether it exists or not, and then has nothing to do', async () => {
      for (const [round, source] of [`alien:${HOME}/t`, `alien:${HOME}/t/`].entries()) {
        const destination = `file:to${round}`;
        if (round > 0) await mkdir(join(bench.dir, `to${round}`));
        assert.deepEqual(counts(await run(source, destination)), {...NOTHING_TO_DO, copied: 2, skipped: 0});
        const asked = bench.grid.requests.length;
        assert.deepEqual(counts(await run(source, destination)), {...NOTHING_TO_DO, skipped: 2});
        assert.equal(bench.grid.requests.length - asked, 2, 'a stat and a find');
      }
      const names = ['to0', 'to0/a', 'to0/d', 'to0/d/b', 'to0/empty'];
      assert.deepEqual(await bench.localNames(), [...names, ...names.map((name) => name.replace('0', '1'))]);
    });

    it('finds changes of the same size, and reads a file only when its time has changed', async () => {
      await run(`alien:${HOME}/t`, 'file:to');
      await write('to/a', 'xxx', LATER);
      await utimes(join(bench.dir, 'to/d/b'), LATER, LATER);
      const events: CopyEvent[] = [];
      await run(`alien:${HOME}/t`, 'file:to', {}, events);
      assert.equal(await read('to/a'), 'aaa');
      const reasons = events.flatMap((event) => (event.kind === 'skipped' ? [event.reason] : []));
      assert.deepEqual(reasons, ['size and md5 match']);
      const again: CopyEvent[] = [];
      await run(`alien:${HOME}/t`, 'file:to', {}, again);
      const told = again.flatMap((event) => (event.kind === 'skipped' ? [event.reason] : []));
      assert.deepEqual(told, ['size and time match', 'size and time match']);
    });

    it('finds with checksums what hides behind size and time', async () => {
      await run(`alien:${HOME}/t`, 'file:to');
      await write('to/a', 'xxx');
      assert.equal((await run(`alien:${HOME}/t`, 'file:to')).copied, 0);
      assert.equal((await run(`alien:${HOME}/t`, 'file:to', {checksum: true})).copied, 1);
      assert.equal(await read('to/a'), 'aaa');
    });

    it('deletes what is not at the source, but never through a link', async () => {
      await write('outside/kept', 'x');
      for (const name of ['to/x', 'to/old/deep/y', 'to/d/z']) await write(name, name);
      await symlink(join(bench.dir, 'outside'), join(bench.dir, 'to/link'));
      const {removed, failed} = await run(`alien:${HOME}/t`, 'file:to', {remove: {}});
      assert.deepEqual([removed, failed], [6, 0]);
      assert.deepEqual(await bench.localNames(), [
        'outside',
        'outside/kept',
        'to',
        'to/a',
        'to/d',
        'to/d/b',
        'to/empty',
      ]);
    });

    it('keeps a link in the place of a directory of the source, and what is behind it', async () => {
      await write('to/real/b', 'other');
      await symlink('real', join(bench.dir, 'to/d'));
      bench.place(`${HOME}/t/real/b`, 'bbb');
      const {failures} = await run(`alien:${HOME}/t`, 'file:to', {remove: {}, jobs: 1});
      assert.deepEqual(failures, []);
      assert.equal(await readlink(join(bench.dir, 'to/d')), 'real');
      assert.ok((await bench.localNames()).includes('to/real/b'));
    });

    it('leaves alone what it is told to leave out', async () => {
      await write('to/log.txt', 'x');
      await write('to/old.root', 'x');
      bench.place(`${HOME}/t/new.root`, 'new');
      const summary = await run(`alien:${HOME}/t`, 'file:to', {remove: {}, selection: {glob: '*.root'}});
      assert.deepEqual(counts(summary), {copied: 1, skipped: 0, removed: 1, failed: 0});
      assert.deepEqual(await bench.localNames(), ['to', 'to/log.txt', 'to/new.root']);
    });

    it('deletes nothing when a file was not copied', async () => {
      await write('to/x', 'x');
      bench.storage.before = () => {
        throw new ServerError('broken', {exitCode: 5});
      };
      const events: CopyEvent[] = [];
      const {removed, failed} = await run(`alien:${HOME}/t`, 'file:to', {remove: {}}, events);
      assert.deepEqual([removed, failed], [0, 2]);
      assert.ok(events.some((event) => event.kind === 'note' && /Nothing is deleted/.test(event.text)));
      assert.equal(await read('to/x'), 'x');
    });

    it('says on a dry run what it would do, and does nothing', async () => {
      await write('to/x/y', 'x');
      const before = await bench.localNames();
      const events: CopyEvent[] = [];
      const summary = await run(`alien:${HOME}/t`, 'file:to', {remove: {}, dryRun: true}, events);
      assert.deepEqual(counts(summary), {copied: 2, skipped: 0, removed: 2, failed: 0});
      const planned = events.flatMap((event) => (event.kind === 'planned-removal' ? [event.path] : []));
      assert.deepEqual(planned, [join(bench.dir, 'to/x/y'), join(bench.dir, 'to/x')]);
      assert.deepEqual(await bench.localNames(), before);
      assert.deepEqual(new Set(bench.grid.requests.map(({command}) => command)), new Set(['stat', 'find']));
    });
  });

  describe('to the grid', () => {
    beforeEach(async () => {
      await write('t/a', 'aaa');
      await write('t/d/b', 'bbb');
      await mkdir(join(bench.dir, 't/empty'));
    });

    it('makes the directory like the other one, and then has nothing to do', async () => {
      assert.equal((await run('file:t', `alien:${HOME}/to`)).copied, 2);
      assert.deepEqual(bench.lfns().sort(), [`${HOME}/to/a`, `${HOME}/to/d/b`]);
      assert.equal(bench.grid.entries.get(`${HOME}/to/empty`)?.type, 'd');
      bench.grid.requests.length = 0;
      assert.deepEqual(counts(await run('file:t', `alien:${HOME}/to`)), {...NOTHING_TO_DO, skipped: 2});
      assert.deepEqual(
        bench.grid.requests.map(({command}) => command),
        ['stat', 'find'],
      );
    });

    it('reads a file that was changed after it was registered, and sends it if it differs', async () => {
      await run('file:t', `alien:${HOME}/to`);
      await write('t/a', 'xxx', LATER);
      await utimes(join(bench.dir, 't/d/b'), LATER, LATER);
      const summary = await run('file:t', `alien:${HOME}/to`);
      assert.deepEqual(counts(summary), {copied: 1, skipped: 1, removed: 0, failed: 0});
      assert.equal(bench.contentOf(`${HOME}/to/a`), 'xxx');
    });

    it('deletes what is not at the source, in few requests and no neighbours of odd names', async () => {
      await run('file:t', `alien:${HOME}/to`);
      for (let index = 0; index < 100; index++) bench.place(`${HOME}/to/old/${index}`, 'x');
      bench.place(`${HOME}/to/?`, 'x');
      bench.grid.requests.length = 0;
      const summary = await run('file:t', `alien:${HOME}/to`, {remove: {limit: '101'}});
      assert.deepEqual(counts(summary), {copied: 0, skipped: 2, removed: 102, failed: 0});
      assert.deepEqual(bench.lfns().sort(), [`${HOME}/to/a`, `${HOME}/to/d/b`]);
      assert.ok(!bench.grid.entries.has(`${HOME}/to/old`));
      assert.ok(bench.grid.requests.length < 10, String(bench.grid.requests.length));
    });

    it('tells which names could not be deleted', async () => {
      await run('file:t', `alien:${HOME}/to`);
      bench.place(`${HOME}/to/x`, 'x');
      bench.grid.fault = (command) =>
        command === 'rm' ? {when: 'before', error: new ServerError('no', {exitCode: 5})} : undefined;
      const {failures} = await run('file:t', `alien:${HOME}/to`, {remove: {}});
      assert.deepEqual(
        failures.map(({source, step}) => [source, step]),
        [[`${HOME}/to/x`, 'remove']],
      );
    });

    it('deletes nothing when a part of the source cannot be read', async () => {
      bench.place(`${HOME}/to/x`, 'x');
      await symlink('/nowhere/at/all', join(bench.dir, 't/dangling'));
      const {removed, failed} = await run('file:t', `alien:${HOME}/to`, {remove: {}});
      assert.deepEqual([removed, failed], [0, 1]);
      assert.ok(bench.lfns().includes(`${HOME}/to/x`));
    });
  });
});
