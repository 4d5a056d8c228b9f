import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {constants} from 'node:os';
import {join} from 'node:path';
import {XRootDError, download, remove, stat, upload} from '../src/index.ts';
import {failsWith, makeHuge, onFirstBytes} from './fixture.ts';
import {Proxy} from './proxy.ts';
import {type TestServer, useServer} from './server.ts';

const {EEXIST, EINVAL, EISDIR, ENOENT, ENOSPC} = constants.errno;
const asRoot = process.getuid?.() === 0;

const envelope = [
  '-----BEGIN SEALED CIPHER-----',
  'Y2lwaGVy+with/all-signs=',
  '-----END SEALED CIPHER-----',
  '-----BEGIN SEALED ENVELOPE-----',
  'ZW52ZWxvcGU==',
  '-----END SEALED ENVELOPE-----',
  '',
].join('\n');

describe('what goes wrong', () => {
  let scratch: string;
  let server: TestServer;
  let small: string;
  let target: string;

  useServer((opened) => {
    ({scratch, server} = opened);
    small = join(scratch, 'small');
    target = join(scratch, 'target');
    writeFileSync(small, 'content');
    server.put('small', 'content');
    server.put('huge', '');
    makeHuge(server.file('huge'));
  });

  it('names a missing remote file', async () => {
    await assert.rejects(download(server.url('none'), target), failsWith('server', ENOENT));
    await assert.rejects(stat(server.url('none')), failsWith('server', ENOENT));
    await assert.rejects(remove(server.url('none')), failsWith('server', ENOENT));
    assert.equal(existsSync(target), false);
  });

  it('names what cannot be uploaded', async () => {
    const fifo = join(scratch, 'fifo');
    execFileSync('mkfifo', [fifo]);
    await assert.rejects(upload(join(scratch, 'none'), server.url('up')), failsWith('local', ENOENT));
    await assert.rejects(upload(scratch, server.url('up')), failsWith('local', EISDIR));
    await assert.rejects(upload(fifo, server.url('up')), failsWith('local', EINVAL));
    assert.equal(existsSync(server.file('up')), false);
  });

  it('does not touch an existing file unless told to', async () => {
    const existing = join(scratch, 'existing');
    writeFileSync(existing, 'mine');
    await assert.rejects(download(server.url('small'), existing), failsWith('local', EEXIST));
    assert.equal(readFileSync(existing, 'utf8'), 'mine');
    await assert.rejects(download(server.url('none'), existing, {overwrite: true}), failsWith('server'));
    assert.equal(readFileSync(existing, 'utf8'), 'mine');
    await download(server.url('small'), existing, {overwrite: true});
    assert.equal(readFileSync(existing, 'utf8'), 'content');
  });

  it('does not touch an existing remote file unless told to', async () => {
    server.put('existing', 'theirs');
    await assert.rejects(upload(small, server.url('existing')), failsWith('server', EEXIST));
    assert.equal(readFileSync(server.file('existing'), 'utf8'), 'theirs');
    await upload(small, server.url('existing'), {overwrite: true});
    assert.equal(readFileSync(server.file('existing'), 'utf8'), 'content');
  });

  it('names a directory that is missing or in the way', async () => {
    await assert.rejects(download(server.url('small'), join(scratch, 'no/x')), failsWith('local', ENOENT));
    await assert.rejects(
      download(server.url('small'), scratch, {overwrite: true}),
      failsWith('local', EISDIR),
    );
  });

  it('refuses what is no remote url or no file name', async () => {
    for (const url of ['/etc/passwd', 'file:///etc/passwd', 'root:///x', '']) {
      await assert.rejects(stat(url), failsWith('other', EINVAL), url);
    }
    await assert.rejects(download(server.url('small'), ''), failsWith('local', EINVAL));
    await assert.rejects(download(server.url('small'), 'a\0b'), failsWith('local', EINVAL));
    await assert.rejects(download(server.url('small'), target, {chunkSize: 0}), RangeError);
  });

  it('notices a remote file that ends early', async () => {
    server.put('shrinks', '');
    makeHuge(server.file('shrinks'));
    const options = onFirstBytes(() => truncateSync(server.file('shrinks'), 0));
    await assert.rejects(download(server.url('shrinks'), target, options), failsWith('truncated'));
    assert.equal(existsSync(target), false);
  });

  it('notices a source that becomes shorter', async () => {
    const source = join(scratch, 'shrinks');
    makeHuge(source);
    const options = onFirstBytes(() => truncateSync(source, 0));
    await assert.rejects(upload(source, server.url('shrunk'), options), failsWith('truncated'));
    assert.equal(existsSync(server.file('shrunk')), false);
  });

  it('notices a source that grows', async () => {
    const source = join(scratch, 'grows');
    const size = 20_000_000;
    writeFileSync(source, Buffer.alloc(size));
    // Ten thousand round trips: not over before the first progress call.
    const small = {chunkSize: 2048, chunks: 1};
    const first = onFirstBytes(() => truncateSync(source, size + 1));
    await assert.rejects(upload(source, server.url('grown'), {...small, ...first}), failsWith('truncated'));
    assert.equal(existsSync(server.file('grown')), false);
  });

  it('says that the disk is full, and leaves nothing on it', async function () {
    if (!asRoot) this.skip();
    const mount = join(scratch, 'full');
    mkdirSync(mount);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mount]);
    try {
      const path = join(mount, 'x');
      server.put('ten', Buffer.alloc(10_000_000, 'x'));
      await assert.rejects(download(server.url('ten'), path), failsWith('local', ENOSPC));
      assert.equal(existsSync(path), false);
    } finally {
      execFileSync('umount', [mount]);
    }
  });

  it('brings an envelope of several lines to the server as it is, with what is behind it', async () => {
    const proxy = await Proxy.start(server.port);
    const query = `authz=${envelope}&scitag.flow=42`;
    await download(proxy.url('small', `xrd.wantprot=unix&${query}`), join(scratch, 'with-envelope'));
    await upload(small, proxy.url('enveloped', query));
    await stat(proxy.url('enveloped', query));
    await remove(proxy.url('enveloped', query));
    assert.equal(proxy.said().toString('latin1').split(`?${query}`).length - 1, 4);
    await proxy.stop();
  });

  it('never shows an envelope or a password', async () => {
    const query = `authz=${envelope}&x=y`;
    const url = server.url('none', query).replace('root://', 'root://user:geheim@');
    for (const call of [download(url, target), stat(url), upload('/none', url), remove(url)]) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof XRootDError);
        const shown = `${error.stack} ${JSON.stringify(error)} ${Object.values(error).join(' ')}`;
        assert.doesNotMatch(shown, /SEALED|Y2lwaGVy|ZW52|geheim|authz/);
        assert.match(error.url, /^root:\/\/user@127\.0\.0\.1:\d+\/\/none$/);
        return true;
      });
    }
  });
});
