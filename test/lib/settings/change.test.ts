import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {changeSetting, forgetSetting} from '../../../src/lib/settings/change.ts';
import {configPath} from '../../../src/lib/settings/own-file.ts';
import type {Setting} from '../../../src/lib/settings/setting.ts';
import {findSetting} from '../../../src/lib/settings/settings.ts';

describe('changing the configuration file', () => {
  let env: {HOME: string};
  let path: string;
  beforeEach(() => {
    env = {HOME: mkdtempSync(join(tmpdir(), 'alien-config-'))};
    path = configPath(env);
  });
  afterEach(() => rmSync(env.HOME, {recursive: true}));

  const set = (name: string, value: string) =>
    changeSetting(findSetting(name) as Setting, value, env, '/here');
  const content = (): unknown => JSON.parse(readFileSync(path, 'utf8'));

  it('makes it, for its owner alone', () => {
    set('server.port', '8098');
    set('log.debug', 'yes');
    assert.deepEqual(content(), {'server.port': 8098, 'log.debug': true});
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(dirname(path)), ['config.json']);
  });

  it('keeps all else, unknown names in their order too', () => {
    set('server.port', '1');
    writeFileSync(path, '{"later.setting": {"deep": [1]}, "server.port": "wrong", "server.host": "h"}');
    set('server.port', '2');
    assert.equal(
      JSON.stringify(content()),
      '{"later.setting":{"deep":[1]},"server.port":2,"server.host":"h"}',
    );
    assert.equal(forgetSetting('server.host', env), true);
    assert.equal(forgetSetting('later.setting', env), true);
    assert.equal(forgetSetting('later.setting', env), false);
    assert.deepEqual(content(), {'server.port': 2});
  });

  it('writes nothing when there is nothing to forget', () => {
    assert.equal(forgetSetting('server.host', env), false);
    assert.deepEqual(readdirSync(env.HOME), []);
  });

  it('refuses values that are none, and the text of a key', () => {
    const bad = [
      ['server.port', '0'],
      ['server.port', '80x'],
      ['server.host', 'http://x'],
      ['server.host', 'a b'],
      ['connect.tries', '1.5'],
      ['connect.pause', '-1'],
      ['connect.pause', '1e3'],
      ['log.debug', 'maybe'],
      ['log.debug', ''],
      ['user.key', ''],
    ] as const;
    for (const [name, value] of bad)
      assert.throws(() => set(name, value), {exitCode: 22}, `${name} ${value}`);
    assert.throws(
      () => set('token.key', '-----BEGIN PRIVATE KEY-----\nSECRET'),
      (error: Error) =>
        /the text of a certificate or key/.test(error.message) && !error.message.includes('SECRET'),
    );
    assert.deepEqual(readdirSync(env.HOME), []);
  });

  it('makes a relative path absolute, and leaves a tilde', () => {
    set('user.key', 'k.pem');
    set('user.certificate', '~/c.pem');
    assert.deepEqual(content(), {'user.key': '/here/k.pem', 'user.certificate': '~/c.pem'});
  });

  it('touches no file that it cannot read', () => {
    set('server.port', '1');
    writeFileSync(path, '{"server.port": 1');
    assert.throws(() => set('server.host', 'h'), {message: /line 1/});
    assert.throws(() => forgetSetting('server.port', env), {message: /line 1/});
    assert.equal(readFileSync(path, 'utf8'), '{"server.port": 1');
  });

  it('writes through a link', () => {
    set('server.port', '1');
    const kept = join(env.HOME, 'kept.json');
    rmSync(path);
    writeFileSync(kept, '{}');
    symlinkSync(kept, path);
    set('server.port', '2');
    assert.equal(lstatSync(path).isSymbolicLink(), true);
    assert.equal(readFileSync(kept, 'utf8'), '{\n  "server.port": 2\n}\n');
  });

  it('says why it cannot write', () => {
    writeFileSync(join(env.HOME, '.config'), 'a file where a directory should be');
    assert.throws(() => set('server.port', '1'), {exitCode: 5, message: /cannot be written/});
  });
});
