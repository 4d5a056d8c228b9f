import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createReadStream} from 'node:fs';
import {mkdir, readdir, readFile, readlink, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {device} from '../../../support/device.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('the place of a download', () => {
  let bench: Workbench;
  const at = (name: string) => join(bench.dir, name);
  const read = (name: string) => readFile(at(name), 'utf8');
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/f`, 'content');
    bench.place(`${HOME}/empty`, '');
    await mkdir(at('elsewhere'));
    await writeFile(at('elsewhere/target'), 'old');
  });
  afterEach(() => bench.close());

  it('is what a link leads to: that is replaced, and the link stays', async () => {
    await symlink('elsewhere/target', at('one'));
    await symlink(at('one'), at('two'));
    for (const [source, destination, content] of [
      ['f', 'file:two', 'content'],
      ['empty', 'file:one', ''],
    ]) {
      const {copied, failures} = await bench.copy(`alien:${HOME}/${source}`, destination ?? '');
      assert.deepEqual([copied, failures], [1, []]);
      assert.equal(await read('elsewhere/target'), content);
    }
    assert.equal(await readlink(at('two')), at('one'));
    assert.deepEqual(await bench.localNames(), ['elsewhere', 'elsewhere/target', 'one', 'two']);
  });

  it('keeps the content behind a link until the new one is there', async () => {
    await symlink('elsewhere/target', at('one'));
    bench.storage.mangle = () => Buffer.from('CONTENT');
    assert.equal((await bench.copy(`alien:${HOME}/f`, 'file:one')).failures.length, 1);
    assert.equal(await read('elsewhere/target'), 'old');
    assert.deepEqual(await readdir(at('elsewhere')), ['target']);
  });

  it('may be behind a link in a directory that is named, and in a tree within it', async () => {
    await mkdir(at('to/real'), {recursive: true});
    await writeFile(at('to/real/x'), 'old');
    await symlink('real/x', at('to/f'));
    await symlink(at('to'), at('dir'));
    assert.equal((await bench.copy(`alien:${HOME}/f`, 'file:dir')).copied, 1);
    assert.equal(await read('to/real/x'), 'content');
    bench.place(`${HOME}/t/f`, 'other content');
    assert.equal((await bench.copy(`alien:${HOME}/t/`, 'file:dir')).copied, 1);
    assert.equal(await read('to/real/x'), 'other content');
    assert.equal(await readlink(at('to/f')), 'real/x');
  });

  it('is not behind a link that leads nowhere, or in a circle', async () => {
    await mkdir(at('to'));
    await symlink('nowhere', at('dangling'));
    await symlink('nowhere', at('to/f'));
    await symlink('round', at('round'));
    const dangling = {exitCode: 2, message: /is a symbolic link to nowhere, where nothing is/};
    await assert.rejects(bench.copy(`alien:${HOME}/f`, 'file:dangling'), dangling);
    await assert.rejects(bench.copy(`alien:${HOME}`, 'file:dangling/'), dangling);
    await assert.rejects(bench.copy(`alien:${HOME}/f`, 'file:round'), {exitCode: 40});
    const {failures} = await bench.copy(`alien:${HOME}/f`, 'file:to');
    assert.deepEqual([failures[0]?.exitCode, await readlink(at('to/f'))], [2, 'nowhere']);
  });

  it('may be a device, which is written to and stays', async () => {
    const none = device('null', bench.dir);
    const {copied, notVerified, failures} = await bench.copy(`alien:${HOME}/f`, `file:${none}`);
    assert.deepEqual([copied, notVerified, failures], [1, 0, []]);
    assert.ok((await stat(none)).isCharacterDevice());
    const full = await bench.copy(`alien:${HOME}/f`, `file:${device('full', bench.dir)}`);
    assert.equal(full.failures[0]?.exitCode, 28);
    assert.equal((await bench.copy(`alien:${HOME}/f`, `file:${none}`, {dryRun: true})).copied, 1);
  });

  it('may be a FIFO that is read, and gets only what is verified', async () => {
    execFileSync('mkfifo', [at('fifo')]);
    bench.place(`${HOME}/large`, 'x'.repeat(1_000_000));
    const reading = text(createReadStream(at('fifo')));
    let copied = 0; // until the reader has opened it: the writer waits for none
    while (copied === 0) copied = (await bench.copy(`alien:${HOME}/large`, 'file:fifo')).copied;
    assert.equal(await reading, 'x'.repeat(1_000_000));
    assert.ok((await stat(at('fifo'))).isFIFO());
    const alone = await bench.copy(`alien:${HOME}/f`, 'file:fifo');
    assert.equal(alone.failures[0]?.exitCode, 6);
    assert.match(alone.failures[0]?.reason ?? '', /no program reads from it/);
    assert.deepEqual(await bench.localNames(), ['elsewhere', 'elsewhere/target', 'fifo']);
  });

  it('may be a FIFO whose reader takes its time, and is left when the copy is stopped', async () => {
    execFileSync('mkfifo', [at('fifo')]);
    bench.place(`${HOME}/large`, 'x'.repeat(1_000_000));
    const reader = createReadStream(at('fifo'), {highWaterMark: 1});
    const abort = new AbortController();
    reader.once('readable', () => abort.abort());
    const copy = () => bench.copy(`alien:${HOME}/large`, 'file:fifo', {signal: abort.signal});
    let summary = await copy();
    while (!summary.aborted) summary = await copy();
    assert.equal(summary.copied, 0);
    reader.destroy();
  });
});
