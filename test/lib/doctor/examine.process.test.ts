import assert from 'node:assert/strict';
import {type AddressInfo, createServer} from 'node:net';
import {type TestGrid, startGrid} from '@alien-grid/plugin-sandbox/testing';
import {type Check, type Finding, failed, ok, warning} from '../../../src/lib/doctor/check.ts';
import {CHECKS} from '../../../src/lib/doctor/checks.ts';
import {examine, isHealthy} from '../../../src/lib/doctor/examine.ts';
import {Patient} from '../../../src/lib/doctor/patient.ts';
import {NetworkError} from '../../../src/lib/errors/errors.ts';

const {signal} = new AbortController();
const patient = (processEnv: Record<string, string | undefined> = {}) =>
  new Patient({processEnv, cwd: process.cwd(), userAgent: 'test', askPassphrase: () => Promise.resolve('')});
const check = (name: string, run: () => Finding | Promise<Finding>, ...needs: string[]): Check => ({
  name,
  run,
  needs,
});
const summary = async (checks: readonly Check[]) => {
  const results = await examine(checks, patient(), {signal});
  return results.map(({name, status, found}) => `${name} ${status}: ${found}`);
};

describe('an examination', () => {
  it('tries nothing that needs what has failed, and all else', async () => {
    const never = (): never => assert.fail('was tried');
    assert.deepEqual(
      await summary([
        check('a', () => failed('broken')),
        check('b', never, 'a'),
        check('c', never, 'b'),
        check('d', () => warning('so so')),
        check('e', () => ok('fine'), 'd'),
      ]),
      [
        'a failed: broken',
        'b not tried: it needs: a',
        'c not tried: it needs: b',
        'd warning: so so',
        'e ok: fine',
      ],
    );
  });

  it('makes failures of what is thrown, with the advice of an error of ours', async () => {
    const results = await examine(
      [
        check('ours', () => Promise.reject(new NetworkError('gone', {next: ['wait']}))),
        check('other', () => {
          throw new TypeError('a bug');
        }),
      ],
      patient(),
      {signal},
    );
    assert.deepEqual(
      results.map(({status, found, advice}) => [status, found, advice]),
      [
        ['failed', 'gone', ['wait']],
        ['failed', 'a bug', []],
      ],
    );
  });

  it('waits for no check longer than its limit, and tells the check', async () => {
    let told = false;
    const hangs: Check = {
      name: 'hangs',
      limit: 20,
      run: (_patient, limit) => {
        limit.addEventListener('abort', () => (told = true));
        return new Promise(() => {});
      },
    };
    assert.deepEqual(await summary([hangs, check('next', () => ok('on'))]), [
      'hangs failed: no result within 0 s',
      'next ok: on',
    ]);
    assert.equal(told, true);
  });

  it('ends when the person has enough', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const hangs = check('hangs', () => {
      setImmediate(() => controller.abort(reason));
      return new Promise(() => {});
    });
    await assert.rejects(examine([hangs], patient(), {signal: controller.signal}), reason);
  });

  it('says nothing secret, whatever a check says', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIISECRET\n-----END PRIVATE KEY-----';
    const [line = ''] = await summary([check('a', () => failed(`root://h//x?authz=SECRET and ${key}`, key))]);
    assert.match(line, /private key, \d+ characters/);
    assert.doesNotMatch(line, /SECRET/);
  });

  it('is good where nothing has failed', () => {
    const result = {name: 'x', found: '', advice: [], milliseconds: 1};
    assert.equal(
      isHealthy([
        {...result, status: 'ok'},
        {...result, status: 'warning'},
      ]),
      true,
    );
    assert.equal(isHealthy([{...result, status: 'not tried'}]), true);
    assert.equal(
      isHealthy([
        {...result, status: 'ok'},
        {...result, status: 'failed'},
      ]),
      false,
    );
  });

  it('knows of every check those that it needs', () => {
    const before = new Set<string>();
    for (const {name, needs = []} of CHECKS) {
      for (const need of needs)
        assert.ok(before.has(need), `${name} needs ${need}, which is not made before`);
      before.add(name);
    }
    assert.equal(before.size, CHECKS.length);
  });
});

describe('the checks of a server that is there and does not work', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());

  /** @param hanging the checks that have to give up, and do so soon; a busy machine may be slow with the others */
  const statuses = async (env: Record<string, string>, ...hanging: string[]) => {
    const who = patient({...env, TMPDIR: grid.dir, HOME: grid.dir});
    const checks = CHECKS.map((check) => (hanging.includes(check.name) ? {...check, limit: 400} : check));
    const results = await examine(checks, who, {signal});
    who.close();
    return Object.fromEntries(results.map(({name, status, found}) => [name, `${status}: ${found}`]));
  };

  it('end when it accepts a connection and says nothing', async () => {
    const mute = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const {port} = mute.address() as AddressInfo;
    const service = {ALIENPY_JCENTRAL: '127.0.0.1', ALIENPY_JCENTRAL_PORT: String(port)};
    const found = await statuses({...grid.env(), ...service}, 'clock', 'tls');
    mute.close();
    assert.match(found['address'] ?? '', /^ok/);
    assert.match(found['tls'] ?? '', /^failed/);
    assert.equal(found['login'], 'not tried: it needs: upgrade');
  });

  it('end when it opens the session and answers nothing', async () => {
    grid.onRequest = () => 'hang';
    const found = await statuses(grid.env(), 'login');
    grid.onRequest = undefined;
    assert.match(found['upgrade'] ?? '', /^ok: websocket open/);
    assert.equal(found['login'], 'failed: no result within 0 s');
    assert.equal(found['storage'], 'not tried: it needs: login');
  });

  it('tell that it does not speak JSON', async () => {
    grid.onRequest = () => 'garbled';
    const found = await statuses(grid.env());
    grid.onRequest = undefined;
    assert.match(found['login'] ?? '', /^failed: The central service sent something that is not JSON/);
  });
});
