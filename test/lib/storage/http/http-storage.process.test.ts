import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type AlienError, NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {HttpStorage, type HttpStorageOptions} from '../../../../src/lib/storage/http/http-storage.ts';
import type {DownloadCall} from '../../../../src/lib/storage/storage.ts';
import {blackHole} from '../../../scenarios/stage/black-hole.ts';
import {FakeStorage, md5Of} from '../../copy/support/fake-storage.ts';
import {serve, WebServer} from './web-server.ts';

const ENVELOPE = 'SECRET&scitag.flow=330';
const MIB = 1 << 20;

describe('downloads over HTTP', () => {
  const content = randomBytes(3 * MIB + 7);
  const servers: WebServer[] = [];
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-http-'));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    rmSync(dir, {recursive: true});
  });

  const start = async (...args: Parameters<typeof WebServer.start>): Promise<WebServer> => {
    const server = await WebServer.start(...args);
    servers.push(server);
    return server;
  };
  const storage = (options: HttpStorageOptions = {}) =>
    new HttpStorage(new FakeStorage(), {env: {}, ...options});
  const fetch = (server: {url: string}, call?: DownloadCall, from = storage()) =>
    from.download({url: `${server.url}/disk/file`, envelope: ENVELOPE}, join(dir, 'file'), call);
  const arrived = () => readFileSync(join(dir, 'file'));
  /** The failure of a download that leaves nothing. */
  const failure = async (download: Promise<unknown>): Promise<AlienError> => {
    const error: unknown = await download.then(
      () => assert.fail('it should have failed'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof NetworkError || error instanceof ServerError, String(error));
    assert.doesNotMatch(error.message, /SECRET/);
    assert.deepEqual(readdirSync(dir), []);
    return error;
  };

  it('bring the bytes and their md5, with the envelope in the address, over one connection', async () => {
    const server = await start(serve(content));
    const from = storage();
    for (let round = 0; round < 3; round++) {
      rmSync(join(dir, 'file'), {force: true});
      const {bytes, md5, resumed} = await fetch(server, {}, from);
      assert.deepEqual([bytes, md5, resumed], [content.length, md5Of(content), undefined]);
      assert.ok(arrived().equals(content));
    }
    assert.equal(server.requests[0]?.url, `/disk/file?authz=${ENVELOPE}`);
    assert.equal(server.connections, 1);
  });

  it('tell how far they are', async () => {
    const server = await start(serve(content));
    const told: number[] = [];
    await fetch(server, {onProgress: (bytes) => told.push(bytes)});
    assert.equal(told.at(-1), content.length);
  });

  it('leave all else to the other storage', async () => {
    const other = new FakeStorage();
    other.files.set('root://a//file', content);
    const replica = {url: 'root://a//file', envelope: ENVELOPE};
    await new HttpStorage(other).download(replica, join(dir, 'file'));
    assert.ok(arrived().equals(content));
  });

  it('never replace a file that is there', async () => {
    const server = await start(serve(content));
    writeFileSync(join(dir, 'file'), 'another');
    await assert.rejects(fetch(server), {code: 'EEXIST'});
    assert.equal(arrived().toString(), 'another');
  });

  for (const [status, Kind, exitCode] of [
    [401, ServerError, 13],
    [403, ServerError, 13],
    [404, ServerError, 2],
    [418, ServerError, 5],
    [429, NetworkError, 5],
    [500, NetworkError, 5],
    [503, NetworkError, 5],
  ] as const) {
    it(`take ${status} for what it is`, async () => {
      const server = await start((_, response) => response.writeHead(status).end('no'));
      const error = await failure(fetch(server));
      assert.ok(error instanceof Kind, error.constructor.name);
      assert.equal(error.exitCode, exitCode);
      assert.match(error.message, new RegExp(`^127.0.0.1:\\d+.*HTTP ${status}`));
    });
  }

  it('fail where the connection is lost in the middle, and may be tried again', async () => {
    const server = await start((_, response) => {
      response.writeHead(200, {'content-length': content.length});
      response.write(content.subarray(0, MIB), () => response.destroy());
    });
    const error = await failure(fetch(server));
    assert.ok(error instanceof NetworkError);
    assert.match(error.message, /sent only part of the file/);
  });

  it('fail where nothing listens', async () => {
    const server = await start(serve(content));
    const {url} = server;
    await servers.pop()?.stop();
    const error = await failure(fetch({url}));
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.exitCode, /nothing listens there/.test(error.message)], [107, true]);
  });

  it('fail where the address is none', async () => {
    assert.match((await failure(fetch({url: 'https://[half'}))).message, /cannot be read/);
  });

  it('end when no connection comes about', async () => {
    const hole = await blackHole();
    try {
      const from = storage({connectTimeout: 100});
      const error = await failure(fetch({url: `http://127.0.0.1:${hole.port}`}, {}, from));
      assert.ok(error instanceof NetworkError);
      assert.deepEqual([error.exitCode, /no answer for 0.1 s/.test(error.message)], [107, true]);
    } finally {
      hole.close();
    }
  });

  it('end when nothing comes, before the answer and in the middle', async () => {
    const silent = await start(() => undefined);
    const hanging = await start((_, response) => {
      response.writeHead(200, {'content-length': content.length});
      response.write(content.subarray(0, MIB));
    });
    for (const server of [silent, hanging]) {
      const error = await failure(fetch(server, {}, storage({stallTimeout: 100})));
      assert.ok(error instanceof NetworkError);
      assert.deepEqual([error.exitCode, /gave no answer in time/.test(error.message)], [110, true]);
    }
  });

  it('keep below the limit of the rate', async () => {
    const server = await start(serve(content));
    const {seconds} = await fetch(server, {}, storage({rateLimit: 10 * MIB}));
    assert.ok(seconds >= 0.3, `${seconds} s`);
  });

  it('end at once when they are interrupted', async () => {
    const controller = new AbortController();
    const server = await start((_, response) => {
      response.writeHead(200, {'content-length': content.length});
      response.write(content.subarray(0, MIB), () => controller.abort(new ServerError('enough')));
    });
    assert.equal((await failure(fetch(server, {signal: controller.signal}))).message, 'enough');
  });

  it('use another connection when a kept one was closed meanwhile', async () => {
    const server = await start((request, response) => {
      if (server.requests.length === 2) request.socket.destroy();
      else serve(content)(request, response);
    });
    const from = storage();
    await fetch(server, {}, from);
    rmSync(join(dir, 'file'));
    await fetch(server, {}, from);
    assert.deepEqual([server.requests.length, server.connections], [3, 2]);
  });

  describe('that are sent elsewhere', () => {
    it('follow, and take nothing along but what the address holds', async () => {
      const target = await start(serve(content));
      const door = await start((_, response) =>
        response.writeHead(307, {location: `${target.url}/pool?token=ITSOWN`}).end(),
      );
      await fetch(door);
      assert.ok(arrived().equals(content));
      const [{url, headers} = assert.fail()] = target.requests;
      assert.equal(url, '/pool?token=ITSOWN');
      assert.doesNotMatch(JSON.stringify(headers), /SECRET/);
    });

    it('know relative addresses', async () => {
      const server = await start((request, response) => {
        if (request.url === '/pool') serve(content)(request, response);
        else response.writeHead(302, {location: '/pool'}).end();
      });
      await fetch(server);
      assert.ok(arrived().equals(content));
    });

    for (const location of ['file:///etc/passwd', 'root://a//b', 'http://', '']) {
      it(`do not go to "${location}"`, async () => {
        const server = await start((_, response) => response.writeHead(302, {location}).end());
        assert.ok((await failure(fetch(server))) instanceof ServerError);
      });
    }

    it('give up where it has no end', async () => {
      const server = await start((_, response) => response.writeHead(302, {location: '/again'}).end());
      const error = await failure(fetch(server));
      assert.match(error.message, /without an end/);
      assert.equal(server.requests.length, 6);
    });
  });

  describe('that were interrupted', () => {
    const big = randomBytes(40 * MIB);
    const path = () => join(dir, 'file');

    it('keep what has arrived, and go on with it', async () => {
      const broken = await start((_, response) => {
        response.writeHead(200, {'content-length': big.length});
        response.write(big.subarray(0, 36 * MIB), () => response.destroy());
      });
      await assert.rejects(fetch(broken, {resume: true}), NetworkError);
      const kept = arrived().length;
      const server = await start(serve(big));
      const {bytes, md5, resumed} = await fetch(server, {resume: true});
      assert.deepEqual([bytes, md5, resumed], [big.length, md5Of(big), kept - 16 * MIB]);
      assert.equal(server.requests[0]?.headers.range, `bytes=${kept - 16 * MIB}-`);
      assert.ok(arrived().equals(big));
    });

    it('begin again where the server gives no pieces', async () => {
      writeFileSync(path(), big.subarray(0, 20 * MIB));
      const server = await start((_, response) => response.writeHead(200).end(big));
      const {md5, resumed} = await fetch(server, {resume: true});
      assert.deepEqual([md5, resumed, server.requests.length], [md5Of(big), undefined, 1]);
    });

    it('begin again where more is there than there should be', async () => {
      writeFileSync(path(), big);
      const server = await start(serve(content));
      const {md5, resumed} = await fetch(server, {resume: true});
      assert.deepEqual([md5, resumed, server.requests.length], [md5Of(content), undefined, 2]);
      assert.ok(arrived().equals(content));
    });

    it('end at once, and lose nothing', async () => {
      const controller = new AbortController();
      const silent = await start(() => controller.abort(new ServerError('enough')));
      writeFileSync(path(), big.subarray(0, 20 * MIB));
      await assert.rejects(fetch(silent, {resume: true, signal: controller.signal}), /enough/);
      assert.equal(arrived().length, 20 * MIB);
    });
  });
});
