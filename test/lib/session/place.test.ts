import assert from 'node:assert/strict';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {SessionPool} from '../../../src/lib/session/pool.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';

const HOME = '/alice/cern.ch/user/d/demo/';

describe('the place of a session', () => {
  let grid: TestGrid;
  let session: Session;

  before(async () => {
    grid = await startGrid();
    await grid.addUser('carol', {roles: ['prod']});
    await grid.addUser('prod');
  });
  after(() => grid.stop());
  beforeEach(() => {
    grid.onRequest = undefined;
    grid.requests.length = 0;
    session = newSession();
  });
  afterEach(() => session.close());

  const newSession = (more: Record<string, string> = {}, user?: string) =>
    connect({
      env: {...grid.env(user), ALIENPY_CONNECT_TRIES_INTERVAL: '0.01', ...more},
      userAgent: 'test',
    });
  const asked = () => grid.requests.map(({command, options}) => [command, ...options].join(' '));
  /** The connection breaks behind the next request. */
  const loseConnection = async () => {
    grid.onRequest = () => 'drop';
    await assert.rejects(session.request('kill', ['0']), {exitCode: 107});
    grid.onRequest = undefined;
    grid.requests.length = 0;
  };

  it('costs nothing as long as it is home', async () => {
    await session.request('pwd');
    await loseConnection();
    await session.request('pwd');
    assert.deepEqual(asked(), ['pwd']);
  });

  it('is taken on by a new connection: role, directory, site and timing', async () => {
    session = newSession({}, 'carol');
    await session.request('pwd');
    await session.request('setSite', ['CERN']);
    await session.request('timing', ['on']);
    await session.request('user', ['prod']);
    await session.request('cd', ['/alice/cern.ch']);
    await loseConnection();
    const {metadata} = await session.request('setSite');
    assert.deepEqual(asked(), ['setSite CERN', 'timing on', 'user prod', 'cd /alice/cern.ch/', 'setSite']);
    assert.equal(metadata.user, 'prod');
    assert.equal(metadata.currentdir, '/alice/cern.ch/');
    assert.ok(metadata.timing_ms);
  });

  it('is not left when its directory is gone, but by a cd', async () => {
    await session.request('mkdir', ['short-lived']);
    await session.request('cd', ['short-lived']);
    await loseConnection();
    const other = newSession();
    await other.request('rmdir', ['short-lived']);
    other.close();
    for (let i = 0; i < 2; i++) {
      await assert.rejects(session.request('rm', ['x']), {exitCode: 2, message: /directory .*short-lived/});
    }
    assert.ok(!asked().includes('rm x'), 'x at home is another file');
    assert.equal((await session.request('cd', ['/alice'])).metadata.currentdir, '/alice/');
    assert.equal((await session.request('pwd')).metadata.currentdir, '/alice/');
  });

  it('has the site that ALIEN_SITE names, once for each connection; without it nothing is asked', async () => {
    session = newSession({ALIEN_SITE: 'GSI'});
    await session.request('pwd');
    await session.request('pwd');
    assert.deepEqual(asked(), ['setSite GSI', 'pwd', 'pwd']);
  });

  it('is the same for all connections of a pool, at the time of each request', async () => {
    await session.request('mkdir', ['-p', 'a/b']);
    const pool = new SessionPool(session, 3);
    const everywhere = async () =>
      (await Promise.all([1, 2, 3].map(() => pool.request('pwd')))).map(({metadata}) => metadata.currentdir);
    assert.deepEqual(await everywhere(), [HOME, HOME, HOME]);
    assert.ok(!asked().some((request) => request.startsWith('cd')), 'home needs no way');
    await session.request('cd', ['a']);
    assert.deepEqual(
      await everywhere(),
      Array.from({length: 3}, () => `${HOME}a/`),
    );
    await pool.request('cd', ['b']);
    assert.deepEqual(
      await everywhere(),
      Array.from({length: 3}, () => `${HOME}a/b/`),
    );
    assert.equal((await session.request('pwd')).metadata.currentdir, `${HOME}a/b/`);
    pool.close();
  });

  it('in a role without a way back takes a new connection', async () => {
    session = newSession({}, 'carol');
    const pool = new SessionPool(session, 2);
    const both = () => Promise.all([1, 2].map(() => pool.request('whoami')));
    await both();
    await session.request('user', ['prod']);
    assert.deepEqual(
      (await both()).map(({metadata}) => metadata.user),
      ['prod', 'prod'],
    );
    pool.close();
  });
});
