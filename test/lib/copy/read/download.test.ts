import assert from 'node:assert/strict';
import {mkdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('download', () => {
  let bench: Workbench;
  const read = (name: string) => readFile(join(bench.dir, name), 'utf8');

  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  it('asks one stat and one access for a file, and keeps its time', async () => {
    bench.place(`${HOME}/f`, 'content');
    const summary = await bench.copy(`alien:${HOME}/f`, 'file:f');
    assert.deepEqual([summary.copied, summary.bytes, summary.notVerified], [1, 7, 0]);
    assert.equal(await read('f'), 'content');
    assert.equal((await stat(join(bench.dir, 'f'))).mtimeMs, 1_600_000_000_000);
    assert.deepEqual(
      bench.grid.requests.map(({command}) => command),
      ['stat', 'access'],
    );
  });

  it('asks one find for a tree, no stat a file, no access for empty files, and keeps empty directories', async () => {
    bench.place(`${HOME}/t/a`, 'a');
    bench.place(`${HOME}/t/.b`, 'b');
    bench.place(`${HOME}/t/none`, '');
    bench.grid.makeDirectory(`${HOME}/t/empty/deep`);
    await bench.copy(`alien:${HOME}/t/`, 'file:out');
    assert.deepEqual(await bench.localNames(), [
      'out',
      'out/.b',
      'out/a',
      'out/empty',
      'out/empty/deep',
      'out/none',
    ]);
    assert.deepEqual(bench.grid.requests.map(({command}) => command).sort(), [
      'access',
      'access',
      'find',
      'stat',
    ]);
  });

  it('goes to the next replica when one is damaged, and tells of the damage', async () => {
    bench.place(`${HOME}/f`, 'content', 2);
    bench.storage.mangle = (content, url) => (url.includes('ONE') ? Buffer.from('CONTENT') : content);
    const summary = await bench.copy(`alien:${HOME}/f`, 'file:f');
    assert.equal(summary.copied, 1);
    assert.match(summary.warnings.join(), /replica of .*\/f on .*ONE is damaged\. The checksum is wrong/);
    assert.equal(await read('f'), 'content');
  });

  it('fails with 5 and leaves the old file when all replicas are damaged', async () => {
    bench.place(`${HOME}/f`, 'content', 2);
    await writeFile(join(bench.dir, 'f'), 'old');
    bench.storage.mangle = () => Buffer.from('CONTENT');
    const summary = await bench.copy(`alien:${HOME}/f`, 'file:f');
    assert.equal(summary.failures[0]?.exitCode, 5);
    assert.match(summary.failures[0]?.reason ?? '', /md5/);
    assert.equal(await read('f'), 'old');
    assert.deepEqual(await bench.localNames(), ['f']);
  });

  it('says how many files no checksum could verify', async () => {
    bench.place(`${HOME}/f`, 'content');
    const entry = bench.grid.entries.get(`${HOME}/f`);
    assert.ok(entry);
    entry.md5 = '';
    assert.equal((await bench.copy(`alien:${HOME}/f`, 'file:f')).notVerified, 1);
  });

  it('tries no other replica when this machine is the reason', async () => {
    bench.place(`${HOME}/f`, 'content', 3);
    bench.storage.before = () => {
      throw new UserError('no space', {exitCode: 28});
    };
    const summary = await bench.copy(`alien:${HOME}/f`, 'file:f', {retries: 5});
    assert.equal(summary.failures[0]?.exitCode, 28);
    assert.equal(bench.storage.calls.length, 1);
  });

  it('repeats only the replicas that failed by the network', async () => {
    bench.place(`${HOME}/f`, 'content', 2);
    bench.storage.before = (_step, url) => {
      throw url.includes('ONE') ? new ServerError('not there', {exitCode: 2}) : new NetworkError('reset');
    };
    const summary = await bench.copy(`alien:${HOME}/f`, 'file:f', {retries: 1});
    assert.equal(summary.failed, 1);
    const tried = bench.storage.calls.map(({url}) => (url.includes('ONE') ? 'one' : 'two'));
    assert.deepEqual(tried, ['one', 'two', 'two']);
  });

  it('ends a file that takes too long with 110, and goes on with the others', async () => {
    bench.place(`${HOME}/t/slow`, 'content');
    bench.place(`${HOME}/t/fast`, 'content!');
    bench.storage.before = (_step, url, signal) =>
      url.includes('slow')
        ? new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
        : undefined;
    const summary = await bench.copy(`alien:${HOME}/t/`, 'file:out', {timeout: 1000});
    assert.deepEqual([summary.copied, summary.failures[0]?.exitCode, summary.aborted], [1, 110, false]);
    assert.deepEqual(await bench.localNames(), ['out', 'out/fast']);
  });

  it('leaves a directory that came to the destination meanwhile, and nothing beside it', async () => {
    bench.place(`${HOME}/t/f`, 'content');
    bench.place(`${HOME}/t/g`, 'content too');
    bench.storage.before = async (_step, url) => {
      if (url.includes('/t/f')) await mkdir(join(bench.dir, 'out/f'));
    };
    const {copied, failures} = await bench.copy(`alien:${HOME}/t/`, 'file:out');
    assert.deepEqual([copied, failures.length, failures[0]?.exitCode], [1, 1, 21]);
    assert.match(failures[0]?.reason ?? '', /out\/f: it is a directory/);
    assert.deepEqual(await bench.localNames(), ['out', 'out/f', 'out/g']);
  });

  it('looks at what is there in a directory that it did not find empty, and below it', async () => {
    bench.place(`${HOME}/t/f`, 'content');
    bench.place(`${HOME}/t/sub/g`, 'content too');
    await mkdir(join(bench.dir, 'out/sub'), {recursive: true});
    await writeFile(join(bench.dir, 'out/sub/g'), 'CONTENT TOO');
    const {copied, skipped} = await bench.copy(`alien:${HOME}/t/`, 'file:out', {sizeOnly: true});
    assert.deepEqual([copied, skipped], [1, 1]);
    assert.equal(await read('out/sub/g'), 'CONTENT TOO');
  });

  it('writes nothing through a link that leaves the destination', async () => {
    bench.place(`${HOME}/t/sub/f`, 'content');
    await mkdir(join(bench.dir, 'elsewhere'));
    await mkdir(join(bench.dir, 'out'));
    await symlink(join(bench.dir, 'elsewhere'), join(bench.dir, 'out/sub'));
    const summary = await bench.copy(`alien:${HOME}/t/`, 'file:out');
    assert.deepEqual([summary.copied, summary.failures[0]?.exitCode], [0, 40]);
    assert.deepEqual(await bench.localNames(), ['elsewhere', 'out', 'out/sub']);
  });

  it('refuses entries that would leave the destination', async () => {
    bench.place(`${HOME}/t/good`, 'good');
    bench.place(`${HOME}/t/../../evil`, 'evil');
    const summary = await bench.copy(`alien:${HOME}/t/`, 'file:out');
    assert.equal(summary.copied, 1);
    assert.ok(summary.failures.some(({source}) => source === '/evil' || source === '/alice/evil'));
    assert.deepEqual(await bench.localNames(), ['out', 'out/good']);
  });

  it('says which source is not there', async () => {
    const error = await bench.copy(`alien:${HOME}/missing`, 'file:out').catch((reason: unknown) => reason);
    assert.ok(error instanceof UserError);
    assert.deepEqual([error.exitCode, error.message], [2, `There is no ${HOME}/missing on the grid.`]);
  });

  it('takes a pattern', async () => {
    bench.place(`${HOME}/d/a.zip`, 'a');
    bench.place(`${HOME}/d/b.zip.bak`, 'b');
    bench.place(`${HOME}/d/s/c.zip`, 'c');
    await bench.copy(`alien:${HOME}/d/*.zip`, 'file:out/.');
    assert.deepEqual(await bench.localNames(), ['out', 'out/a.zip', 'out/s', 'out/s/c.zip']);
  });

  it('changes nothing on a dry run', async () => {
    bench.place(`${HOME}/t/a`, 'aaa');
    bench.place(`${HOME}/t/b`, 'b');
    await mkdir(join(bench.dir, 'out'));
    await writeFile(join(bench.dir, 'out/b'), 'b');
    const summary = await bench.copy(`alien:${HOME}/t/`, 'file:out', {dryRun: true});
    assert.deepEqual([summary.copied, summary.skipped, summary.bytes], [1, 1, 3]);
    assert.deepEqual(await bench.localNames(), ['out', 'out/b']);
    assert.equal(bench.grid.count('access'), 0);
  });
});
