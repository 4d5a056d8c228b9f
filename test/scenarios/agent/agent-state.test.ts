import assert from 'node:assert/strict';
import {chmod, copyFile, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {AgentScene} from './agent-scene.ts';
import {ended} from '../../support/ended.ts';
import {Program} from '../stage/program.ts';
import {type Scene, useScene} from '../stage/scene.ts';

describe('the agent keeps apart', () => {
  let scene: Scene;
  useScene({users: ['demo', 'other']}, (opened) => (scene = opened));

  /** Put the certificate of a user in the place of a token, in one step. */
  async function logIn(user: string): Promise<void> {
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = scene.grid.env(user);
    for (const [from, to] of [
      [X509_USER_CERT, 'cert.pem'],
      [X509_USER_KEY, 'key.pem'],
    ] as const) {
      await copyFile(from, join(scene.dir, `${to}.new`));
      await chmod(join(scene.dir, `${to}.new`), 0o400);
      await rename(join(scene.dir, `${to}.new`), join(scene.dir, to));
    }
  }

  it('two certificates: it logs in with one and leaves the other to a process', async () => {
    const at = await AgentScene.open(scene);
    await at.start();
    const other = new Program({...at.env, ...scene.grid.env('other')}, at.dir);
    assert.equal(await at.done(() => at.warm.ok('whoami')), 'demo\n');
    assert.equal(await at.count(async () => assert.equal(await other.ok('whoami'), 'other\n')), 0);
    assert.equal(await at.done(() => at.warm.ok('whoami')), 'demo\n');
    await at.stop();
  });

  it('an old token and the one in its place: the next command has the new one', async () => {
    await logIn('demo');
    const [cert, key] = [join(scene.dir, 'cert.pem'), join(scene.dir, 'key.pem')];
    const at = await AgentScene.open(scene, {JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: key});
    await at.start();
    assert.equal(await at.done(() => at.warm.ok('whoami')), 'demo\n');
    const {pid} = await at.status();
    await logIn('other');
    assert.equal(await at.warm.ok('whoami'), 'other\n');
    await ended(pid);
    await at.start();
    assert.equal(await at.done(() => at.warm.ok('whoami')), 'other\n');
    await at.stop();
  });

  it('what comes before a logout: that ends it', async () => {
    const at = await AgentScene.open(scene, {JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''});
    await at.cold.ok('token-init');
    await at.start();
    await at.done(() => at.warm.ok('whoami'));
    const {pid} = await at.status();
    await at.warm.ok('token-destroy');
    await ended(pid);
  });

  it('the forms that users want: JSON for one who always wants it', async () => {
    const at = await AgentScene.open(scene, {ALIENPY_JSON: '1'});
    await at.start();
    assert.deepEqual(await at.done(() => at.warm.run('whoami')), await at.cold.run('whoami'));
    await at.stop();
  });

  it('the directories, roles and sites of other commands', async () => {
    const at = await AgentScene.open(scene);
    await at.cold.ok('mkdir', '-p', 'd');
    await at.start();
    const home = await at.done(() => at.warm.ok('pwd'));
    await at.warm.ok('cd d; pwd; user other; setSite CERN');
    await at.warm.run('user', 'other');
    await at.warm.run('setSite', 'CERN');
    assert.deepEqual(
      [await at.done(() => at.warm.ok('pwd')), await at.done(() => at.warm.ok('whoami'))],
      [home, 'demo\n'],
    );
    await at.stop();
  });
});
