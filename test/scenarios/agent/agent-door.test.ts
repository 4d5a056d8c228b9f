import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmod, rename, rm, symlink} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {bundleOf} from '../../../src/lib/agent/bundle.ts';
import {fileMark} from '../../../src/lib/files/file-mark.ts';
import {makeAgentDirectory} from '../../../src/lib/agent/place.ts';
import {AgentScene} from './agent-scene.ts';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OTHER_USER = 65_534;

describe('the door of the agent', () => {
  let at: AgentScene;
  useScene({}, async (scene) => {
    at = await AgentScene.open(scene);
    makeAgentDirectory(at.place);
  });
  afterEach(() => at.stop());

  /** Run a command while something stands at the place of the agent; it has to be done without. */
  async function ignored(): Promise<void> {
    const {stdout, stderr, code} = await at.warm.run('whoami');
    assert.deepEqual({stdout, stderr, code}, {stdout: 'demo\n', stderr: '', code: 0});
  }

  /** A socket that greets as a worker of this build would, and counts what comes behind. */
  async function planted(path: string, greeting: string) {
    let bytes = 0;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (piece) => (bytes += piece.length));
      const head = Buffer.alloc(8);
      head.writeUInt32LE(1, 0);
      head.writeUInt32LE(greeting.length, 4);
      socket.write(Buffer.concat([head, Buffer.from(greeting)]));
    });
    server.listen(path);
    await once(server, 'listening');
    return {received: () => bytes, [Symbol.asyncDispose]: async () => void server.close()};
  }

  const greeting = () => `${process.pid} ${fileMark(bundleOf(ROOT))}`;

  it('hands nothing to another version', async () => {
    const other = greeting().replace(/\S+$/, '1:2:3:4.000000005');
    await using server = await planted(at.place.socket, other);
    await ignored();
    assert.equal(server.received(), 0);
  });

  it('waits for none that says nothing behind its greeting', async () => {
    await using server = await planted(at.place.socket, greeting());
    await ignored();
    assert.ok(server.received() > 0);
  });

  for (const mode of [0o755, 0o770, 0o711]) {
    it(`hands nothing over in a directory of mode ${mode.toString(8)}`, async () => {
      await using server = await planted(at.place.socket, greeting());
      await chmod(at.place.directory, mode);
      await ignored();
      assert.match((await at.cold.run('agent', 'start')).stderr, /no one else may enter/);
      await chmod(at.place.directory, 0o700);
      assert.equal(server.received(), 0);
    });
  }

  it('hands nothing over by way of a link', async () => {
    await rename(at.place.directory, join(at.dir, 'elsewhere'));
    await symlink(join(at.dir, 'elsewhere'), at.place.directory);
    await using server = await planted(at.place.socket, greeting());
    await ignored();
    assert.equal(server.received(), 0);
    await rm(at.place.directory);
    await rename(join(at.dir, 'elsewhere'), at.place.directory);
  });

  it('is out of reach for another user, even with an open door', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    await at.start();
    const closed = await asOther(at.place.socket);
    await Promise.all([at.dir, join(at.dir, 'r'), at.place.directory].map((each) => chmod(each, 0o711)));
    await chmod(at.place.socket, 0o777);
    const open = await asOther(at.place.socket);
    await Promise.all([at.dir, join(at.dir, 'r'), at.place.directory].map((each) => chmod(each, 0o700)));
    assert.deepEqual([closed, open], ['EACCES', 'bytes 0']);
    await at.warm.ok('pwd');
  });

  /** What another user gets from the socket of the agent. */
  async function asOther(path: string): Promise<string> {
    const script = `let n = 0; process.chdir('/'); require('node:net').connect(process.argv[1])
      .on('data', (piece) => (n += piece.length))
      .on('error', (error) => { console.log(error.code); process.exit(); })
      .on('close', () => console.log('bytes ' + n));`;
    const child = spawn(process.execPath, ['-e', script, path], {
      uid: OTHER_USER,
      gid: OTHER_USER,
      cwd: '/',
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
    await once(child, 'close');
    return said.trim();
  }
});
