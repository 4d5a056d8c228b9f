import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const OTHER_USER = 54_321;

/** Passes all bytes on to a service, and says its own port: what another user of a machine can do to a port. */
const RELAY = `const net = require('node:net');
  net.createServer((socket) => {
    const onward = net.connect(Number(process.argv[1]), '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  }).listen(0, process.argv[2], function () { console.log(this.address().port); });`;

describe('a JBox on a machine with other users', () => {
  let grid: TestGrid;
  let dir: string;
  let file: string;
  const started: ChildProcess[] = [];
  useScene({}, (scene) => {
    ({grid, dir} = scene);
    file = join(dir, `jclient_token_${process.getuid?.() ?? 0}`);
  });
  before(function () {
    if (process.getuid?.() !== 0) this.skip(); // only root can be somebody else
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill();
    rmSync(file, {force: true});
  });

  /** A relay of that user's to the sandbox. @returns its port */
  const listens = async (user: number, host: string): Promise<number> => {
    const words = ['--reuid', String(user), '--clear-groups', process.execPath, '-e', RELAY, '--'];
    const child = spawn('setpriv', [...words, String(grid.endpoint.port), host], {cwd: '/'});
    started.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return Number(line.toString());
  };
  const leaves = (host: string, port: number): void =>
    writeFileSync(file, `JALIEN_HOST=${host}\nJALIEN_WSPORT=${port}\nJALIEN_PID=${process.pid}\n`);
  const pwd = (more: Record<string, string> = {}) => {
    const {ALIENPY_JCENTRAL, ALIENPY_JCENTRAL_PORT, ...env} = grid.env();
    assert.ok(ALIENPY_JCENTRAL && ALIENPY_JCENTRAL_PORT);
    const patience = {ALIENPY_CONNECT_TRIES: '1', ALIEN_CONNECT_TIMEOUT: '1'};
    return new Program({...env, ...patience, TMPDIR: dir, ...more}, dir).run('pwd');
  };

  for (const [host, where] of [
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', '::'],
    ['::1', '::1'],
    ['127.0.0.1', '0.0.0.0'],
    ['127.0.0.1', '::'],
  ] as const) {
    it(`is used as ${host} where the user listens on ${where}`, async () => {
      leaves(host, await listens(0, where));
      const {code, stdout, stderr} = await pwd();
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^\/alice\//);
    });

    it(`is not used as ${host} where another user listens on ${where}, and that is said`, async () => {
      const before = grid.logins;
      const port = await listens(OTHER_USER, where);
      leaves(host, port);
      const {code, stderr} = await pwd();
      assert.equal(code, 107); // the service at CERN cannot be reached from here
      assert.match(stderr, /^The JBox at .* is not used: user id 54321 listens there, not you\.$/m);
      const named = await pwd({JALIEN_HOST: host, JALIEN_WSPORT: String(port)});
      assert.match(named.stderr, /user id 54321 listens there/);
      assert.equal(grid.logins, before);
    });
  }

  it('is not used where another user wrote the file, and that is said once', async () => {
    const before = grid.logins;
    leaves('127.0.0.1', await listens(OTHER_USER, '127.0.0.1'));
    chownSync(file, OTHER_USER, OTHER_USER);
    const {stderr} = await pwd();
    assert.equal(stderr.split(file).length - 1, 1, stderr);
    assert.match(stderr, /belongs to another user|cannot be read: it belongs/);
    assert.equal(grid.logins, before);
  });
});
