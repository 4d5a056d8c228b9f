import assert from 'node:assert/strict';
import {rm, unlink, writeFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import {ServerError, UserError} from '../../../src/lib/errors/errors.ts';
import {sync} from '../../../src/lib/sync/sync.ts';
import {replacementOf} from '../../../src/lib/copy/replace/replace-entry.ts';
import {ReplacementJournal} from '../../../src/lib/copy/replace/replacement-journal.ts';
import {absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import {temporaryName} from '../../../src/lib/traces/temporary-name.ts';
import type {FakeEntry} from '../copy/support/fake-grid.ts';
import {giveAway} from '../copy/leftovers/dead-process.ts';
import {Workbench} from '../copy/support/workbench.ts';
import {syncing} from './syncing.ts';

const HOME = '/alice/home';

describe('sync does not delete by mistake', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  const {run, write, read} = syncing(() => bench);
  const isUserError = (exitCode: number, message: RegExp) => (error: unknown) =>
    error instanceof UserError && error.exitCode === exitCode && message.test(error.message);

  beforeEach(async () => {
    await write('t/a', 'aaa');
    await write('to/a', 'aaa');
    bench.place(`${HOME}/to/a`, 'aaa');
  });
  const fill = (count: number) => {
    for (let index = 0; index < count; index++) bench.place(`${HOME}/to/${index}`, 'x');
  };

  it('from an empty source', async () => {
    await unlink(join(bench.dir, 't/a'));
    const request = () => run('file:t', `alien:${HOME}/to`, {remove: {limit: '100%'}});
    await assert.rejects(request(), isUserError(1, /holds no files/));
    await run('file:t', `alien:${HOME}/to`, {remove: {force: true}});
    assert.deepEqual(bench.lfns(), []);
  });

  it('from a source that is not there, or is a file or a pattern', async () => {
    for (const [source, code] of [
      ['file:missing', 2],
      ['file:t/a', 20],
      ['file:t*', 2],
      [`alien:${HOME}/missing`, 2],
    ] as const)
      await assert.rejects(
        run(source, source.startsWith('file:') ? 'alien:to' : 'file:to', {remove: {force: true}}),
        isUserError(code, /./),
      );
    assert.equal(await read('to/a'), 'aaa');
  });

  it('more than half of the files, unless the limit says so', async () => {
    fill(30);
    const request = (limit?: string) =>
      run('file:t', `alien:${HOME}/to`, {remove: limit === undefined ? {} : {limit}});
    await assert.rejects(request(), isUserError(1, /30 of 31 files would be deleted, more than 15/));
    await assert.rejects(request('29'), isUserError(1, /more than 29/));
    await assert.rejects(request('50%'), isUserError(1, /more than 15/));
    for (const limit of ['x', '-1', '101%', ''])
      await assert.rejects(request(limit), isUserError(22, /A limit of/));
    assert.equal(bench.lfns().length, 31);
    assert.equal((await request('30')).removed, 30);
  });

  it('but shows on a dry run what would be refused', async () => {
    fill(30);
    const events: CopyEvent[] = [];
    const {removed} = await run('file:t', `alien:${HOME}/to`, {remove: {}, dryRun: true}, events);
    assert.equal(removed, 30);
    assert.ok(events.some((event) => event.kind === 'note' && /is refused/.test(event.text)));
  });

  it('when the choice says nothing about what is at the destination alone', async () => {
    for (const [selection, option] of [
      [{limit: 1}, '-l'],
      [{offset: 0}, '-o'],
      [{site: 'CERN'}, '--site'],
      [{serverExclude: 'x'}, '-e'],
    ] as const) {
      const request = run(`alien:${HOME}/to`, 'file:to', {remove: {}, selection});
      await assert.rejects(request, isUserError(22, new RegExp(`^${option} and --delete`)));
    }
    assert.equal((await run(`alien:${HOME}/to`, 'file:to', {selection: {limit: 1}})).failed, 0);
  });

  it('what is at the source after all, though it was not listed', async () => {
    fill(2);
    const lists = {...bench.services(), cwd: bench.dir};
    const source = {source: 'file:t', destination: `alien:${HOME}/to`, remove: {}, retries: 0};
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = async (...words) => {
      await writeFile(join(bench.dir, 't/0'), 'x');
      return await request(...words);
    };
    const {removed, failures} = await sync(source, lists);
    assert.deepEqual(
      failures.map(({step, source, reason, exitCode}) => [step, source, reason, exitCode]),
      [
        [
          'remove',
          `${HOME}/to/0`,
          `${join(bench.dir, 't/0')} is at the source after all: its copy is not deleted.`,
          11,
        ],
      ],
    );
    assert.deepEqual([removed, bench.lfns().sort()], [1, [`${HOME}/to/0`, `${HOME}/to/a`]]);
  });

  it('anything where the source cannot be asked again', async () => {
    fill(1);
    const failing = async (error: Error) => {
      let asked = 0;
      bench.grid.fault = (command) =>
        command === 'stat' && ++asked > 1 ? {when: 'before', error} : undefined;
      return await run(`alien:${HOME}/to`, 'file:to', {remove: {}}).finally(() => {
        bench.grid.fault = () => undefined;
      });
    };
    await write('to/x', 'x');
    const {failures, removed} = await failing(new ServerError('no', {exitCode: 5}));
    assert.deepEqual(
      [removed, failures.map(({source, reason}) => [source, reason])],
      [0, [[join(bench.dir, 'to'), 'no']]],
    );
    await assert.rejects(failing(new TypeError('a bug')), TypeError);
    assert.equal(await read('to/x'), 'x');
  });

  it('more than half of the files, however many directories there are', async () => {
    fill(14);
    for (let index = 0; index < 30; index++) bench.grid.makeDirectory(`${HOME}/to/d${index}`);
    const request = run('file:t', `alien:${HOME}/to`, {remove: {}});
    await assert.rejects(request, isUserError(1, /14 of 15 files would be deleted, more than 10/));
  });

  it('but what is at a destination that is written from the home on', async () => {
    fill(1);
    const {removed} = await run('file:t', 'alien:to', {remove: {}});
    assert.deepEqual([removed, bench.lfns()], [1, [`${HOME}/to/a`]]);
  });

  it('by a limit that is none, before anything is asked', async () => {
    await assert.rejects(
      run('file:t', `alien:${HOME}/to`, {remove: {limit: 'x'}}),
      isUserError(22, /A limit/),
    );
    assert.equal(bench.grid.requests.length, 0);
  });

  it('what may be the only copy of a file, and says how many there are', async () => {
    const names = ['p', 'q', 'r'].map((name) => `${HOME}/to/${temporaryName(name, 'aside')}`);
    for (const [index, others] of ['', ' and 1 more', ' and 2 more'].entries()) {
      bench.place(names[index] as string, 'x');
      const events: CopyEvent[] = [];
      const {removed} = await run('file:t', `alien:${HOME}/to`, {remove: {}}, events);
      const notes = events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
      assert.equal(removed, 0);
      assert.match(notes.join(), new RegExp(`^Not deleted, since .* need it: \\S+\\.alien-old${others}\\.$`));
    }
    const events: CopyEvent[] = [];
    await run('file:t', `alien:${HOME}/else`, {remove: {}}, events);
    assert.ok(!events.some(({kind}) => kind === 'note'));
  });

  it('what an interrupted replacement has yet to bring back, unless nothing is to be changed', async () => {
    const journal = join(bench.dir, '..', `${basename(bench.dir)}-journal`);
    const replacement = replacementOf({lfn: absoluteLfn(`${HOME}/to/a`), guid: ''});
    new ReplacementJournal(journal).begin(replacement);
    await giveAway(journal);
    bench.grid.entries.set(replacement.aside, bench.grid.entries.get(`${HOME}/to/a`) as FakeEntry);
    bench.grid.entries.delete(`${HOME}/to/a`);
    bench.journal = new ReplacementJournal(journal);
    try {
      for (const dryRun of [true, false]) {
        const notes: string[] = [];
        const request = {source: 'file:t', destination: `alien:${HOME}/to`, sizeOnly: true, dryRun};
        const {skipped, copied} = await sync(request, bench.services(), {
          onEvent: (event) => event.kind === 'note' && notes.push(event.text),
        });
        assert.deepEqual([skipped, copied], dryRun ? [0, 1] : [1, 0]);
        assert.equal(
          notes.filter((note) => /its old content is in its place/.test(note)).length,
          dryRun ? 0 : 1,
        );
      }
    } finally {
      await rm(journal, {recursive: true});
    }
  });

  it('nor sends it, a file of the same size, where that is all that counts', async () => {
    await write('t/a', 'bbb', new Date());
    assert.equal((await run('file:t', `alien:${HOME}/to`, {sizeOnly: true})).copied, 0);
    assert.equal((await run('file:t', `alien:${HOME}/to`)).copied, 1);
  });

  it('anything on after an abort', async () => {
    for (const name of ['x', 'y']) await write(`to/${name}`, name);
    const controller = new AbortController();
    const {aborted, removed} = await sync(
      {source: `alien:${HOME}/to`, destination: 'file:to', remove: {}, retries: 0},
      bench.services(),
      {
        signal: controller.signal,
        onEvent: ({kind}) => {
          if (kind === 'skipped') controller.abort();
        },
      },
    );
    assert.deepEqual([aborted, removed, await read('to/x')], [true, 0, 'x']);
  });

  it('between two places on the grid', async () => {
    await assert.rejects(
      run(`alien:${HOME}/to`, `alien:${HOME}`, {remove: {}}),
      isUserError(22, /on the grid/),
    );
    await rm(join(bench.dir, 'to'), {recursive: true});
  });
});
