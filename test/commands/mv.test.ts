import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Mv from '../../src/commands/_change/mv.ts';
import {journalDirectory} from '../../src/lib/copy/leftovers/journal-directory.ts';
import {NetworkError, ServerError} from '../../src/lib/errors/errors.ts';
import {isTemporary} from '../../src/lib/traces/temporary-name.ts';
import {basenameOfLfn, type Lfn} from '../../src/lib/paths/lfn.ts';
import {FakeGrid} from '../lib/copy/support/fake-grid.ts';
import {giveAway} from '../lib/copy/leftovers/dead-process.ts';
import {type Ended, Workbench} from './workbench.ts';

const [SOURCE, TARGET] = ['/alice/home/new', '/alice/home/old'];
const [OLD, NEW, OTHER] = ['a', 'b', 'c'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`,
) as [string, string, string];

describe('mv -f', () => {
  let bench: Workbench;
  let grid: FakeGrid;
  let env: Record<string, string>;

  beforeEach(async () => {
    env = {HOME: await mkdtemp(join(tmpdir(), 'alien-mv-'))};
    begin();
  });
  afterEach(() => rm(env['HOME'] as string, {recursive: true}));

  function begin(): void {
    bench = new Workbench();
    grid = new FakeGrid();
    bench.answer = ([command = '', ...words]) => grid.request(command, words);
    put(SOURCE, NEW);
    put(TARGET, OLD);
  }
  function put(lfn: string, guid: string): void {
    grid.entries.set(lfn, {type: 'f', size: 1, md5: '', guid, replicas: []});
  }
  const mv = (...words: string[]): Promise<Ended> => bench.run(Mv, words, {env});
  const force = () => mv('-f', SOURCE, TARGET);
  const journal = () => journalDirectory(env, 'replacements');
  const noted = () => readdir(journal()).catch(() => []);
  /** What names there are, with their content; a temporary name is called that. */
  const files = (): Record<string, string> =>
    Object.fromEntries(
      [...grid.entries]
        .filter(([, {type}]) => type === 'f')
        .map(([lfn, {guid}]) => [isTemporary(basenameOfLfn(lfn as Lfn)) ? 'temporary' : lfn, guid]),
    );
  const lostFrom = (last: number, when: 'before' | 'after'): void => {
    const fault = {when, error: new NetworkError('lost')};
    grid.fault = (_command, _options, at) =>
      at === last ? fault : at > last ? {...fault, when: 'before'} : undefined;
  };

  it('gives the file its new name, and removes the one that had it', async () => {
    assert.deepEqual(await force(), {code: 0, stdout: '', stderr: ''});
    assert.deepEqual(files(), {[TARGET]: NEW});
    assert.deepEqual(await noted(), []);
  });

  it('loses neither of two files, whichever request was the last that went through', async () => {
    await force();
    const requests = grid.requests.length;
    for (let last = 0; last < requests; last++) {
      for (const when of ['before', 'after'] as const) {
        begin();
        const where = `lost ${when} request ${last}`;
        lostFrom(last, when);
        await force();
        assert.ok(Object.values(files()).includes(NEW), where);
        assert.ok(Object.values(files()).includes(OLD) || files()[TARGET] === NEW, where);

        grid.fault = () => undefined;
        await giveAway(journal());
        await mv('/alice/home/nothing', '/alice/home/nowhere');
        assert.ok(!('temporary' in files()), `${where}: ${JSON.stringify(files())}`);
        assert.ok(files()[TARGET] === NEW || (files()[TARGET] === OLD && files()[SOURCE] === NEW), where);
        assert.deepEqual(await noted(), [], where);
      }
    }
  });

  it('tells what a later run has mended', async () => {
    let moves = 0;
    grid.fault = (command) => (command === 'mv' && ++moves > 1 ? lost() : undefined);
    await force();
    assert.deepEqual(files(), {[SOURCE]: NEW, temporary: OLD});
    grid.fault = () => undefined;
    await giveAway(journal());
    const {code, stderr} = await force();
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^An earlier replacement of \S+old was interrupted: its old content is in its place again\.\n$/,
    );
    assert.deepEqual(files(), {[TARGET]: NEW});
  });

  it('removes nothing where the name has a third content by then', async () => {
    let moves = 0;
    grid.fault = (command) => (command === 'mv' && ++moves > 1 ? lost() : undefined);
    await force();
    grid.fault = () => undefined;
    put(TARGET, OTHER);
    await giveAway(journal());
    const {stderr} = await mv('/alice/home/nothing', '/alice/home/nowhere');
    assert.match(stderr, /was interrupted: its old content is still \S+\.alien-old\./);
    assert.deepEqual(files(), {[SOURCE]: NEW, [TARGET]: OTHER, temporary: OLD});
  });

  it('gives the file its own name back where another one comes to the new name between', async () => {
    let moves = 0;
    grid.fault = (command) => {
      if (command === 'mv' && ++moves === 2) put(TARGET, OTHER);
      return undefined;
    };
    const {code, stderr} = await force();
    assert.equal(code, 17);
    assert.match(
      stderr,
      /Another file has got the name \S+old while it was replaced: it stays\. The old content is now/,
    );
    assert.deepEqual(files(), {[SOURCE]: NEW, [TARGET]: OTHER, temporary: OLD});
  });

  it('leaves both where a move is refused, and nothing to mend', async () => {
    for (const refused of [1, 2]) {
      begin();
      let moves = 0;
      grid.fault = (command) =>
        command === 'mv' && ++moves === refused
          ? {when: 'before', error: new ServerError('no', {code: 'PERMISSION_DENIED'})}
          : undefined;
      assert.deepEqual(await force(), {code: 13, stdout: '', stderr: 'no\n'});
      assert.deepEqual(files(), {[SOURCE]: NEW, [TARGET]: OLD});
      assert.deepEqual(await noted(), []);
    }
  });

  it('says where the old content is if it cannot be removed', async () => {
    grid.fault = (command) =>
      command === 'rm'
        ? {when: 'before', error: new ServerError('no', {code: 'PERMISSION_DENIED'})}
        : undefined;
    const {code, stderr} = await force();
    assert.equal(code, 0);
    assert.match(stderr, /the old content could not be removed: it is \S+\.alien-old \(no\)/);
    assert.deepEqual(files(), {[TARGET]: NEW, temporary: OLD});
  });

  const lost = () => ({when: 'before', error: new NetworkError('lost')}) as const;
});
