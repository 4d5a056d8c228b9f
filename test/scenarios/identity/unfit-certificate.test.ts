import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {type TestGrid, useCredentials} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('a certificate that TLS does not take', () => {
  let grid: TestGrid;
  let alien: Program;
  useScene({}, async (scene) => {
    ({grid} = scene);
    const {privateKey: key} = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: {type: 'spki', format: 'pem'},
      privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
    });
    const env = useCredentials(grid.env(), await grid.certificates.withKey(key), scene.dir);
    alien = new Program({...env, TMPDIR: scene.dir}, scene.dir);
  });

  it('is named before a connection is made, and the process ends', async () => {
    const {code, stderr} = await alien.run('pwd');
    assert.equal(code, 126);
    assert.match(stderr, /its key \(RSA 1024 bits\) is too small to be safe/);
    assert.match(stderr, /2048 bits/);
    assert.equal(grid.logins, 0);
  });

  it('is named by cert-info, which ends as for one that is not valid', async () => {
    const {code, stdout, stderr} = await alien.run('cert-info');
    assert.equal(code, 2);
    assert.match(stdout, /^DN >>> /);
    assert.match(stderr, /RSA 1024 bits/);
  });

  it('is named by the doctor', async () => {
    const {code, stdout} = await alien.run('doctor', '--json');
    const {checks} = JSON.parse(stdout) as {checks: {name: string; status: string; found: string}[]};
    const of = (name: string) => checks.find((check) => check.name === name);
    assert.deepEqual([code, of('certificate')?.status, of('identity')?.status], [1, 'failed', 'failed']);
    assert.match(of('certificate')?.found ?? '', /RSA 1024 bits/);
  });
});
