import assert from 'node:assert/strict';
import {chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {configuredSettings} from '../../../src/lib/settings/configured-settings.ts';
import {configPath} from '../../../src/lib/settings/own-file.ts';

describe('the environment with the configuration file beneath it', () => {
  let home: string;
  let path: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'alien-config-'));
    path = configPath({HOME: home});
    mkdirSync(dirname(path), {recursive: true});
  });
  afterEach(() => rmSync(home, {recursive: true}));

  const write = (settings: object | string): void =>
    writeFileSync(path, typeof settings === 'string' ? settings : JSON.stringify(settings, null, 1));
  const merged = (env: Record<string, string> = {}) => configuredSettings({HOME: home, ...env}).settings.env;

  it('is the environment where there is no file', () => {
    assert.deepEqual(merged({X: 'y'}), {HOME: home, X: 'y'});
  });

  it('holds the settings as the variables that they stand for', () => {
    write({'server.host': 'a.example', 'server.port': 1234, 'log.debug': true, 'log.append': 'off'});
    assert.deepEqual(merged(), {
      HOME: home,
      ALIENPY_JCENTRAL: 'a.example',
      ALIENPY_JCENTRAL_PORT: '1234',
      ALIENPY_DEBUG: '1',
      ALIENPY_DEBUG_APPEND: '',
    });
  });

  it('prefers variables, those that are set to nothing too', () => {
    write({'connect.tries': 7, 'connect.ping': 30});
    const env = merged({ALIENPY_CONNECT_TRIES: '2', ALIENPY_TIMEOUT: ''});
    assert.deepEqual([env['ALIENPY_CONNECT_TRIES'], env['ALIENPY_TIMEOUT']], ['2', '']);
  });

  it('does not mix what belongs together', () => {
    write({
      'server.port': 1,
      'server.host': 'file.example',
      'user.key': '/file/key',
      'user.certificate': '/file/cert',
      'authorities.directory': '/file/cas',
    });
    const elsewhere = merged({
      ALIENPY_JCENTRAL: 'a.example',
      X509_USER_CERT: '/env/cert',
      X509_CERT_FILE: '/env/cas.pem',
    });
    assert.equal(elsewhere['ALIENPY_JCENTRAL_PORT'], undefined);
    assert.equal(elsewhere['X509_USER_KEY'], undefined);
    assert.equal(elsewhere['X509_CERT_DIR'], undefined);
    const job = merged({JALIEN_HOST: 'jbox'});
    assert.deepEqual([job['ALIENPY_JCENTRAL'], job['ALIENPY_JCENTRAL_PORT']], [undefined, undefined]);
    assert.equal(merged()['X509_USER_KEY'], '/file/key');
  });

  it('knows the home behind a tilde', () => {
    write({'user.key': '~/k.pem'});
    assert.equal(merged()['X509_USER_KEY'], join(home, 'k.pem'));
  });

  it('names the line and the setting of a bad value, and what to do', () => {
    write('{\n "log.debug": true,\n "server.port": "eighty"\n}');
    assert.throws(() => merged(), {
      exitCode: 22,
      message: new RegExp(`${path}, line 3: server\\.port must be a port.*, not "eighty"`),
      next: [
        'Change it with "alien config set server.port VALUE", or remove it with "alien config unset server.port".',
      ],
    });
    for (const value of [null, ['a'], {}, 'host:80', '']) {
      write({'server.host': value});
      assert.throws(() => merged(), {message: /line 2: server\.host must be/});
    }
  });

  it('names the line where the text is broken', () => {
    write('{\n "server.host": "x"\n "server.port": 1\n}');
    assert.throws(() => merged(), {
      exitCode: 22,
      message: /line 3, at server\.host: a comma or \} is missing/,
    });
  });

  it('keeps names that are no setting, with their lines', () => {
    write('{\n "server.prot": 1}');
    assert.deepEqual(configuredSettings({HOME: home}).file.unknown, [
      {name: 'server.prot', value: 1, line: 2},
    ]);
  });

  it('trusts no file that others may write to, and none that is a directory', () => {
    write({});
    chmodSync(path, 0o666);
    assert.throws(() => merged(), {exitCode: 5, message: /everyone may write to it/});
    rmSync(path);
    mkdirSync(path);
    assert.throws(() => merged(), {exitCode: 5});
  });

  it('trusts a file that a group may write to where it is the private one of the owner', function () {
    write({'server.host': 'planted'});
    chmodSync(path, 0o664);
    if (process.geteuid?.() !== 0) this.skip(); // only root can give a file away
    chownSync(path, 12_345, 12_345);
    assert.equal(merged()['ALIENPY_JCENTRAL'], 'planted');
    chownSync(path, 12_345, 100);
    assert.throws(() => merged(), {exitCode: 5, message: /those of the group 100/});
  });

  it('trusts no file of somebody else, unless for the administrator', function () {
    if (process.geteuid?.() !== 0) this.skip(); // nobody else can make such a file
    write({'server.host': 'planted'});
    chmodSync(home, 0o755);
    chownSync(path, 12_345, 12_345);
    assert.equal(merged()['ALIENPY_JCENTRAL'], 'planted');
    process.seteuid?.(23_456);
    try {
      assert.throws(() => merged(), {exitCode: 5, message: /belongs to another user/});
    } finally {
      process.seteuid?.(0);
    }
  });

  it('follows a link to a file kept elsewhere', () => {
    writeFileSync(join(home, 'mine.json'), '{"server.host": "linked"}');
    symlinkSync(join(home, 'mine.json'), path);
    assert.equal(merged()['ALIENPY_JCENTRAL'], 'linked');
  });

  it('looks in XDG_CONFIG_HOME, if that is absolute', () => {
    assert.equal(configPath({HOME: '/h', XDG_CONFIG_HOME: '/x'}), '/x/alien/config.json');
    assert.equal(configPath({HOME: '/h', XDG_CONFIG_HOME: 'x'}), '/h/.config/alien/config.json');
    assert.equal(configPath({HOME: '/h', XDG_CONFIG_HOME: ''}), '/h/.config/alien/config.json');
  });
});
