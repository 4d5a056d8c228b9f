import assert from 'node:assert/strict';
import {agree, carried, dependsOnDirectory} from '../../../src/lib/agent/deciding.ts';
import {decides} from '../../../src/lib/settings/deciding.ts';
import {SETTINGS} from '../../../src/lib/settings/settings.ts';

describe('variables that decide', () => {
  it('are all those of settings, but for that of the launcher', () => {
    assert.deepEqual(
      SETTINGS.map(({variable}) => variable).filter((name) => !decides(name)),
      ['ALIEN_AGENT'],
    );
  });

  for (const name of [
    'XRD_STREAMTIMEOUT',
    'TZ',
    'LC_ALL',
    'HOME',
    'X509_USER_PROXY',
    'https_proxy',
    'NO_PROXY',
    'XDG_CONFIG_HOME',
  ]) {
    it(`${name}: who differs in it is not served`, () => {
      assert.equal(agree({[name]: 'a'}, {[name]: 'b'}), false);
      assert.equal(agree({[name]: 'a'}, {}), false);
      assert.equal(agree({}, {[name]: 'a'}), false);
    });
  }

  for (const name of [
    'PWD',
    'SHLVL',
    'TERM',
    'SSH_TTY',
    'ALIEN_AGENT',
    'ALIEN_LAUNCHED',
    'XDG_SESSION_ID',
    'SECRET',
  ]) {
    it(`${name}: who differs in it is served`, () => assert.ok(agree({[name]: 'a'}, {[name]: 'b'})));
  }

  it('and those of the screen are all that a command finds', () => {
    const env = {HOME: '/h', TERM: 'xterm', COLUMNS: '80', SECRET: 'x', PWD: '/p', ALIEN_AGENT: 'auto'};
    assert.deepEqual(carried(env), {HOME: '/h', TERM: 'xterm', COLUMNS: '80'});
  });

  for (const [env, depends] of [
    [{X509_USER_CERT: 'cert.pem'}, true],
    [{JALIEN_TOKEN_KEY: './key.pem'}, true],
    [{X509_CERT_DIR: '../certificates'}, true],
    [{TMPDIR: '.'}, true],
    [{HOME: 'home'}, true],
    [{HOME: '/home/demo', X509_USER_CERT: '~/cert.pem', TMPDIR: '', JALIEN_TOKEN_CERT: '/cert.pem'}, false],
    [{JALIEN_TOKEN_CERT: '-----BEGIN CERTIFICATE-----'}, false],
  ] as const) {
    it(`${JSON.stringify(env)} means ${depends ? 'other files in' : 'the same in'} every directory`, () =>
      assert.equal(dependsOnDirectory(env), depends));
  }
});
