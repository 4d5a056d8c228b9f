import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {
  checksum,
  isAvailable,
  ping,
  queryConfig,
  queryStatistics,
  remove,
  stat,
  unavailableReason,
} from '../src/index.ts';
import {failsWith} from './fixture.ts';
import {Proxy} from './proxy.ts';
import {type TestServer, makeScratch, removeScratch, useServer} from './server.ts';

describe('metadata', () => {
  let server: TestServer;

  useServer(
    (opened) => {
      server = opened.server;
      server.put('three', 'abc');
      mkdirSync(server.file('directory'));
    },
    ['all.sitename Somewhere'],
  );

  it('tells what the server knows of a file', async () => {
    const modified = new Date('2020-02-03T04:05:06Z');
    utimesSync(server.file('three'), modified, modified);
    const known = await stat(server.url('three'));
    assert.deepEqual(
      {...known, id: typeof known.id},
      {
        size: 3,
        modified,
        id: 'string',
        isDirectory: false,
        readable: true,
        writable: true,
        offline: false,
      },
    );
    assert.equal((await stat(server.url('directory'))).isDirectory, true);
  });

  it('asks the server for a checksum of the type wanted', async () => {
    assert.deepEqual(await checksum(server.url('three', 'x=y'), {type: 'md5'}), {
      type: 'md5',
      value: '900150983cd24fb0d6963f7d28e17f72',
    });
    assert.deepEqual(await checksum(server.url('three')), {type: 'adler32', value: '024d0127'});
    await assert.rejects(checksum(server.url('three'), {type: 'sha9'}), failsWith('server'));
  });

  it('removes a file', async () => {
    server.put('doomed', 'x');
    await remove(server.url('doomed'));
    assert.equal(existsSync(server.file('doomed')), false);
  });

  it('measures a round trip', async () => {
    const {milliseconds} = await ping(server.url(''));
    assert.ok(milliseconds > 0);
  });

  it('reads the settings that the server has', async () => {
    const names = ['version', 'nonsense', 'sitename', 'chksum'];
    const settings = await queryConfig(server.url(''), names);
    assert.match(settings['version'] ?? '', /^v?\d+\.\d+/);
    assert.deepEqual(
      {...settings, version: ''},
      {version: '', sitename: 'Somewhere', chksum: '0:adler32,1:md5'},
    );
    assert.deepEqual(await queryConfig(server.url(''), []), {});
    await assert.rejects(queryConfig(server.url(''), ['two words']), TypeError);
  });

  it('reads what the server counts of itself', async () => {
    assert.match(
      await queryStatistics(server.url('')),
      /^<statistics [^]*<stats id="xrootd">[^]*<\/statistics>$/,
    );
  });

  it('gives up at the total timeout', async () => {
    const proxy = await Proxy.start(server.port);
    await ping(proxy.url(''));
    void proxy.silentAfter(0);
    await assert.rejects(stat(proxy.url('three'), {totalTimeout: 300}), failsWith('timeout'));
    await proxy.stop();
  });

  it('may be cancelled', async () => {
    const proxy = await Proxy.start(server.port);
    const silent = proxy.silentAfter(0);
    const stop = new AbortController();
    const rejected = assert.rejects(stat(proxy.url('three'), {signal: stop.signal}), {name: 'AbortError'});
    await silent;
    stop.abort();
    await rejected;
    await proxy.stop();
  });
});

describe('without the addon', () => {
  it('is available here', () => {
    assert.deepEqual([isAvailable(), unavailableReason()], [true, undefined]);
  });

  it('can be imported, and says what to do when called', () => {
    const scratch = makeScratch();
    cpSync(join(import.meta.dirname, '..', 'src'), join(scratch, 'src'), {recursive: true});
    const script = `
      import {isAvailable, stat, unavailableReason} from ${JSON.stringify(join(scratch, 'src', 'index.ts'))};
      const error = await stat('root://127.0.0.1:1//x').catch((error) => error);
      console.log(JSON.stringify([isAvailable(), unavailableReason(), error.message]));
    `;
    const args = ['--input-type=module', '--eval', script];
    const {stdout} = spawnSync(process.execPath, args, {encoding: 'utf8'});
    const [available, reason, message] = JSON.parse(stdout) as [boolean, string, string];
    assert.equal(available, false);
    assert.match(
      reason,
      /xrootd-native-\w+-\w+ is not installed.*has not been built.*libxrootd-client-dev.*npm run build --prefix/,
    );
    assert.equal(message, `xrootd-native: ${reason}`);
    removeScratch(scratch);
  });
});
