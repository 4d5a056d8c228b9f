import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

describe('a token in its last hours', () => {
  let grid: TestGrid;
  let dir: string;
  let cert: string;
  let key: string;

  useGrid({}, (opened) => (grid = opened));
  useFolder('test', async (opened) => {
    dir = opened;
    const uid = process.getuid?.() ?? 0;
    [cert, key] = [join(dir, `tokencert_${uid}.pem`), join(dir, `tokenkey_${uid}.pem`)];
    const token = await grid.certificates.agedToken();
    writeFileSync(key, token.key, {mode: 0o600});
    writeFileSync(cert, token.cert, {mode: 0o600});
  });

  const hoursLeft = (): number =>
    (new Date(new X509Certificate(readFileSync(cert)).validTo).getTime() - Date.now()) / 3_600_000;

  it('is replaced by whatever command runs, without a word', async () => {
    const env = {...grid.env(), TMPDIR: dir, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''};
    const {code, stdout, stderr} = await new Program(env, dir).run('pwd');
    assert.deepEqual([code, stdout, stderr], [0, '/alice/cern.ch/user/d/demo/\n', '']);
    assert.ok(hoursLeft() > 24 * 29, `${hoursLeft()} hours left`);
    assert.match(readFileSync(key, 'utf8'), /PRIVATE KEY/);
  });

  it('stays as it is when variables name it', async () => {
    const before = readFileSync(cert, 'utf8');
    const env = {...grid.env(), TMPDIR: dir, JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: key};
    assert.equal((await new Program(env, dir).run('pwd')).code, 0);
    assert.equal(readFileSync(cert, 'utf8'), before);
  });
});
