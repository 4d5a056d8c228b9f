import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readdirSync, rmSync, statSync} from 'node:fs';
import {request} from 'node:https';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client, Result} from '../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('storage elements over HTTP', () => {
  let grid: TestGrid;
  let demo: Client;
  const content = randomBytes(3_000_000);

  before(async () => {
    grid = await startGrid({storage: true});
    demo = await connect(grid);
    for (const name of ['file', 'other', 'lost']) {
      await grid.storeFile({lfn: `${HOME}/${name}`, owner: 'demo', content, spec: 'disk:2,tape:1'});
    }
  });
  after(async () => {
    await grid.stop();
  });

  async function access(name: string): Promise<{http: string; envelope: string; all: Result}[]> {
    const results = await demo.must('access', '-u', 'read', `${HOME}/${name}`);
    return results.map((all) => ({
      http: String(all['message']).split('\n')[0] as string,
      envelope: String(all['envelope']),
      all,
    }));
  }

  async function ask(
    url: string,
    options: {method?: string; headers?: Record<string, string>; ca?: string; body?: string} = {},
  ): Promise<{status: number | undefined; body: Buffer}> {
    const {body = '', ...rest} = options;
    return new Promise((resolve, reject) => {
      request(url, {ca: grid.certificates.ca, agent: false, ...rest}, (response) => {
        buffer(response).then((bytes) => resolve({status: response.statusCode, body: bytes}), reject);
      })
        .on('error', reject)
        .end(body);
    });
  }

  async function nearest(name: string): Promise<{http: string; envelope: string}> {
    return (await access(name))[0] as {http: string; envelope: string};
  }

  it('are named by `access -u`, but for the tape element', async () => {
    const all = await access('file');
    const told = all.map(({http, all: {se}}) => [se, http.replace(/:\d+.*/, '')]);
    assert.deepEqual(told, [
      ['ALICE::SANDBOX::DISK1', 'https://127.0.0.1'],
      ['ALICE::SANDBOX::DISK2', 'https://127.0.0.1'],
      ['ALICE::SANDBOX::TAPE', 'null'],
    ]);
    for (const {envelope, all: each} of all) {
      assert.match(String(each['url']), /^root:/);
      assert.doesNotMatch(envelope, /\s/);
    }
  });

  it('give a file, and a piece of it', async () => {
    const {http, envelope} = await nearest('file');
    const whole = await ask(`${http}?authz=${envelope}`);
    assert.deepEqual([whole.status, whole.body.equals(content)], [200, true]);
    const piece = await ask(`${http}?authz=${envelope}`, {headers: {Range: 'bytes=1000-1999'}});
    assert.deepEqual([piece.status, piece.body.equals(content.subarray(1000, 2000))], [206, true]);
  });

  it('give, take and remove nothing without a fitting envelope', async () => {
    const {http, envelope} = await nearest('file');
    const other = await nearest('other');
    const attempts: [string, Parameters<typeof ask>[1]?][] = [
      [http],
      [`${http}?authz=garbage`],
      [`${http}?authz=${other.envelope}`],
      [`${http}?authz=${envelope.slice(0, 80)}`],
      [`${http}?authz=${envelope}`, {method: 'DELETE'}],
      [`${http}?authz=${envelope}`, {method: 'PUT', body: 'something else'}],
      [http.replace(/disk1.*/, 'disk1/')],
    ];
    for (const [url, options] of attempts) {
      assert.equal((await ask(url, options)).status, 403, `${options?.method ?? 'GET'} ${url}`);
    }
    assert.ok((await ask(`${http}?authz=${envelope}`)).body.equals(content));
  });

  it('say what is not there', async () => {
    const {http, envelope} = await nearest('lost');
    rmSync(join(grid.dir, 'storage/data', new URL(http).pathname));
    assert.equal((await ask(`${http}?authz=${envelope}`)).status, 404);
  });

  it('show a certificate of the sandbox, whose key nobody else reads', async () => {
    const {http} = await nearest('file');
    await assert.rejects(ask(http, {ca: ''}), {code: /SELF_SIGNED|UNABLE_TO/});
    const folder = join(grid.dir, 'storage/disk1');
    assert.ok(readdirSync(folder).includes('server.key'));
    assert.equal(statSync(join(folder, 'server.key')).mode & 0o777, 0o400);
  });

  it('have the faults of their servers', async () => {
    await grid.faults.set('se-wrong DISK1');
    const {http, envelope} = await nearest('file');
    assert.ok(!(await ask(`${http}?authz=${envelope}`)).body.equals(content));
    await grid.faults.clear();
    await grid.faults.set('se-slow DISK1 100000');
    const relayed = await nearest('file');
    assert.notEqual(new URL(relayed.http).port, new URL(http).port);
    assert.equal((await ask(relayed.http)).status, 403);
    await grid.faults.clear();
    await grid.faults.set('se-down DISK1');
    await assert.rejects(ask(http), {code: 'ECONNREFUSED'});
  });
});
