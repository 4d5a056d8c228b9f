import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copy} from '../../../src/lib/copy/copy.ts';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {CopySettings} from '../../../src/lib/copy/model/request.ts';
import {BegunDirectories} from '../../../src/lib/copy/plan/begun-directories.ts';
import {NetworkError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';

describe('a copy of a directory to a new name', () => {
  let bench: Workbench;
  let state: string;

  beforeEach(async () => {
    bench = await Workbench.open();
    state = await mkdtemp(join(tmpdir(), 'alien-begun-'));
    await mkdir(join(bench.dir, 'dir/sub'), {recursive: true});
    for (const name of ['a', 'sub/b']) await writeFile(join(bench.dir, 'dir', name), name);
    for (const name of ['x', 'y']) bench.place(`${HOME}/far/${name}`, name);
  });
  afterEach(async () => {
    await bench.close();
    await rm(state, {recursive: true});
  });

  const run = async (source: string, destination: string, more: CopySettings = {}) => {
    const events: CopyEvent[] = [];
    const services = {...bench.services(), begun: new BegunDirectories(state)};
    const request = {sources: [source], destination, retries: 0, ...more};
    const summary = await copy(request, services, {onEvent: (event) => events.push(event)});
    const notes = events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
    return {...summary, notes: notes.join()};
  };
  /** The same with one file that cannot be had or stored. */
  const broken = async (source: string, destination: string) => {
    const files = new Set<string>();
    bench.storage.before = (step, url) => {
      if (step === 'upload') files.add(/[0-9a-f-]{36}/.exec(url)?.[0] ?? '');
      if (files.size > 1 || (step === 'download' && url.endsWith('/y'))) throw new NetworkError('lost');
    };
    const {failed} = await run(source, destination, {jobs: 1});
    bench.storage.before = () => undefined;
    assert.equal(failed, 1);
  };
  const below = (directory: string) =>
    bench
      .lfns()
      .filter((lfn) => lfn.startsWith(`${HOME}/${directory}/`))
      .sort();

  it('goes on after a failure, and does not begin again below it', async () => {
    await broken('file:dir', `alien:${HOME}/new`);
    const {copied, skipped, notes} = await run('file:dir', `alien:${HOME}/new`);
    assert.deepEqual([copied, skipped], [1, 1]);
    assert.match(notes, /\/new is resumed/);
    assert.deepEqual(below('new'), [`${HOME}/new/a`, `${HOME}/new/sub/b`]);
  });

  it('goes on on this machine too, and from grid to grid', async () => {
    await broken(`alien:${HOME}/far`, 'file:near');
    assert.equal((await run(`alien:${HOME}/far`, 'file:near')).copied, 1);
    assert.deepEqual(
      (await bench.localNames()).filter((name) => name.startsWith('near')),
      ['near', 'near/x', 'near/y'],
    );
    const files = new Set<string>();
    bench.storage.before = (step, url) => {
      if (step === 'relay') files.add(/[0-9a-f-]{36}/.exec(url)?.[0] ?? '');
      if (files.size > 1) throw new NetworkError('lost');
    };
    assert.equal((await run(`alien:${HOME}/far`, `alien:${HOME}/there`, {jobs: 1})).failed, 1);
    bench.storage.before = () => undefined;
    await run(`alien:${HOME}/far`, `alien:${HOME}/there`);
    assert.deepEqual(below('there'), [`${HOME}/there/x`, `${HOME}/there/y`]);
  });

  it('goes below the directory once it was complete, or was there before', async () => {
    await run('file:dir', `alien:${HOME}/new`);
    await run('file:dir', `alien:${HOME}/new`);
    assert.deepEqual(below('new/dir'), [`${HOME}/new/dir/a`, `${HOME}/new/dir/sub/b`]);
    bench.grid.makeDirectory(`${HOME}/old`);
    await broken('file:dir', `alien:${HOME}/old`);
    await run('file:dir', `alien:${HOME}/old`);
    assert.deepEqual(below('old'), [`${HOME}/old/dir/a`, `${HOME}/old/dir/sub/b`]);
  });

  it('goes below it with a slash, and from another source', async () => {
    await mkdir(join(bench.dir, 'other'));
    await writeFile(join(bench.dir, 'other/c'), 'c');
    await broken('file:dir', `alien:${HOME}/new`);
    await run('file:other', `alien:${HOME}/new`);
    await run('file:dir', `alien:${HOME}/new/`);
    assert.ok(below('new').includes(`${HOME}/new/other/c`));
    assert.ok(below('new').includes(`${HOME}/new/dir/a`));
  });

  it('is told by a dry run as it would be, which notes nothing', async () => {
    await run('file:dir', `alien:${HOME}/new`, {dryRun: true});
    bench.grid.makeDirectory(`${HOME}/new`);
    await run('file:dir', `alien:${HOME}/new`);
    assert.deepEqual(below('new'), [`${HOME}/new/dir/a`, `${HOME}/new/dir/sub/b`]);
    await broken('file:dir', `alien:${HOME}/next`);
    assert.match((await run('file:dir', `alien:${HOME}/next`, {dryRun: true})).notes, /is resumed/);
  });
});
