import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DestinationShape, SourceShape} from '../../../../src/lib/copy/operands/destination.ts';
import type {RouteDirection} from '../../../../src/lib/copy/operands/sides.ts';
import {BegunDirectories} from '../../../../src/lib/copy/plan/begun-directories.ts';

const DAY = 24 * 3_600_000;

describe('the directories that copies have begun to make', () => {
  let state: string;
  beforeEach(async () => (state = await mkdtemp(join(tmpdir(), 'alien-begun-'))));
  afterEach(() => rm(state, {recursive: true}));

  const source = (path: string): SourceShape => ({path, isDirectory: true, contents: false});
  const destination = (path: string, exists: DestinationShape['exists']): DestinationShape => ({
    path,
    exists,
    trailingSlash: false,
  });
  /** Begin a copy, and end it. @returns whether it goes on with an earlier one, and what it takes for there */
  function copy(
    exists: DestinationShape['exists'],
    isComplete: boolean,
    {
      from = '/s',
      to = '/d',
      direction = 'upload',
    }: {from?: string; to?: string; direction?: RouteDirection} = {},
  ): [boolean, DestinationShape['exists']] {
    const directories = new BegunDirectories(state).open();
    const {isResumed, destination: seen} = directories.asBegun(
      direction,
      source(from),
      destination(to, exists),
    );
    directories.begin();
    directories.end(isComplete);
    return [isResumed, seen.exists];
  }
  const NEW = [false, 'no'];
  const RESUMED = [true, 'no'];
  const noted = () => readdir(state);
  /** Change what is noted. */
  async function change(how: (entry: Record<string, unknown>) => object): Promise<void> {
    for (const name of await noted()) {
      const text = await readFile(join(state, name), 'utf8');
      const lines = text.split('\n').filter(Boolean);
      const changed = lines.map((line) => JSON.stringify(how(JSON.parse(line) as Record<string, unknown>)));
      await writeFile(join(state, name), `${changed.join('\n')}\n`);
    }
  }

  it('are taken for new by the same copy until it is complete', () => {
    assert.deepEqual(copy('no', false), NEW);
    assert.deepEqual(copy('directory', false), RESUMED);
    assert.deepEqual(copy('directory', true), RESUMED);
    assert.deepEqual(copy('directory', true), [false, 'directory']);
  });

  it('are what they are for any other copy', () => {
    copy('no', false);
    assert.deepEqual(copy('directory', false, {from: '/other'}), [false, 'directory']);
    assert.deepEqual(copy('directory', false, {to: '/other'}), [false, 'directory']);
    assert.deepEqual(copy('directory', false, {direction: 'download'}), [false, 'directory']);
    assert.deepEqual(copy('file', false), [false, 'file']);
    assert.deepEqual(copy('directory', true), RESUMED);
  });

  it('are noted once, however often the copy is aborted, and not at all when it is complete', async () => {
    for (const exists of ['no', 'directory', 'directory'] as const) {
      copy(exists, false);
      assert.equal((await noted()).length, 1, exists);
    }
    copy('no', false, {to: '/second'});
    assert.equal((await noted()).length, 1);
    assert.deepEqual(copy('directory', true, {to: '/second'}), RESUMED);
    assert.deepEqual(copy('directory', true), RESUMED);
    assert.deepEqual(await noted(), []);
  });

  it('are not noted by a copy that makes none, nor before it begins', async () => {
    copy('directory', false);
    new BegunDirectories(state).open().asBegun('upload', source('/s'), destination('/d', 'no'));
    assert.deepEqual(await noted(), []);
  });

  it('are not taken from the journal by a copy that makes none', async () => {
    copy('no', false);
    const [name] = await noted();
    copy('file', false, {to: '/file'});
    assert.deepEqual(await noted(), [name]);
  });

  it('are forgotten after thirty days', async () => {
    copy('no', false);
    const older = (ms: number) => change((entry) => ({...entry, begun: Date.now() - ms}));
    await older(30 * DAY - 60_000);
    assert.deepEqual(copy('directory', false), RESUMED);
    await older(30 * DAY + 1000);
    assert.deepEqual(copy('directory', false), [false, 'directory']);
  });

  it('are not read from lines that say less', async () => {
    for (const key of ['direction', 'source', 'destination', 'begun']) {
      copy('no', false);
      await change((entry) => ({...entry, [key]: key === 'begun' ? 'x' : 7}));
      assert.deepEqual(copy('directory', true), [false, 'directory'], key);
    }
  });
});
