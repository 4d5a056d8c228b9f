import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import certInfo from '../../src/commands/_credentials/cert-info.ts';
import doctor from '../../src/commands/_program/doctor.ts';
import pwd from '../../src/commands/_look/pwd.ts';
import {Workbench} from './workbench.ts';

describe('a relative path in a variable', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-relative-'));
    for (const name of ['one', 'two']) mkdirSync(join(dir, name));
  });
  afterEach(() => rmSync(dir, {recursive: true}));

  it('starts at the directory of the run, not of the process or of another run', async () => {
    const bench = new Workbench();
    const env = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: 'log', X509_USER_CERT: 'certs/mine.pem'};
    for (const name of ['one', 'two']) {
      const cwd = join(dir, name);
      assert.equal((await bench.run(pwd, [], {env, cwd})).code, 0);
      assert.equal(existsSync(join(cwd, 'log')), true, name);
      const {stderr} = await bench.run(certInfo, [], {env, cwd});
      assert.ok(stderr.includes(join(cwd, 'certs/mine.pem')), stderr);
    }
  });

  it('is found by the doctor in the same place', async () => {
    const env = {X509_USER_CERT: 'mine.pem', X509_USER_KEY: 'key.pem', TMPDIR: dir};
    const {stdout} = await new Workbench().run(doctor, [], {env, cwd: join(dir, 'one')});
    assert.ok(stdout.includes(join(dir, 'one', 'mine.pem')), stdout);
  });
});
