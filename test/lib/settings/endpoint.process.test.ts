import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {endpoints} from '../../../src/lib/settings/endpoint.ts';
import {makeZombie} from '../../support/zombie.ts';

const hosts = (env: Record<string, string>) => endpoints(env).map(({host, port}) => `${host}:${port}`);

describe('the endpoint', () => {
  let dir: string;
  let TMPDIR: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-endpoint-'));
    TMPDIR = dir;
  });
  after(() => rmSync(dir, {recursive: true}));

  const jclientFile = (text: string) =>
    writeFileSync(join(dir, `jclient_token_${process.getuid?.() ?? 0}`), text);

  it('is the central service at CERN where nothing is set', () => {
    assert.deepEqual(hosts({TMPDIR}), ['alice-jcentral.cern.ch:8097']);
  });

  it('is the one that ALIENPY_JCENTRAL names and no other', () => {
    const env = {TMPDIR, ALIENPY_JCENTRAL: 'localhost', ALIENPY_JCENTRAL_PORT: '1234', JALIEN_HOST: 'jbox'};
    assert.deepEqual(hosts(env), ['localhost:1234']);
  });

  it('is the JBox first, then the central service', () => {
    assert.deepEqual(hosts({TMPDIR, JALIEN_HOST: 'jbox', JALIEN_WSPORT: '99'}), [
      'jbox:99',
      'alice-jcentral.cern.ch:8097',
    ]);
  });

  it('is found in the file that a living JBox leaves', () => {
    jclientFile(`JALIEN_HOST=127.0.0.1\nJALIEN_WSPORT=8098\nJALIEN_PID=${process.pid}\n`);
    assert.deepEqual(hosts({TMPDIR}), ['127.0.0.1:8098', 'alice-jcentral.cern.ch:8097']);
    jclientFile(`JALIEN_HOST=127.0.0.1\nJALIEN_WSPORT=8098\nJALIEN_PID=${2 ** 22 + 1}\n`);
    assert.deepEqual(hosts({TMPDIR}), ['alice-jcentral.cern.ch:8097']);
  });

  it('is not that of a JBox which was killed and not yet waited for', async () => {
    const zombie = await makeZombie();
    try {
      jclientFile(`JALIEN_HOST=127.0.0.1\nJALIEN_WSPORT=8098\nJALIEN_PID=${zombie.pid}\n`);
      assert.deepEqual(hosts({TMPDIR}), ['alice-jcentral.cern.ch:8097']);
    } finally {
      zombie.release();
    }
  });

  it('is not believed in a file that another user could have written, nor of a process of another user', async () => {
    const file = join(dir, `jclient_token_${process.getuid?.() ?? 0}`);
    const good = `JALIEN_HOST=elsewhere\nJALIEN_WSPORT=8098\nJALIEN_PID=${process.pid}\n`;
    const isRoot = process.geteuid?.() === 0;
    const user = isRoot ? ['--reuid', '54321', '--clear-groups'] : [];
    const ofAnother = spawn('setpriv', [...user, 'sh', '-c', 'echo; exec sleep 60']);
    await once(ofAnother.stdout, 'data');
    const put: Record<string, [plant: () => unknown, why: RegExp]> = {
      pipe: [() => execFileSync('mkfifo', [file]), /not a regular file|pipe/],
      device: [() => symlinkSync('/dev/zero', file), /link/],
      link: [
        () => {
          writeFileSync(`${file}.target`, good);
          symlinkSync(`${file}.target`, file);
        },
        /link/,
      ],
      'file that all may write': [
        () => (jclientFile(good), chmodSync(file, 0o666)),
        /others may write to it/,
      ],
      'process that is none': [() => jclientFile('JALIEN_PID=-1\n'), /"-1" is no process/],
      'port that is none': [() => jclientFile('JALIEN_WSPORT=99999\n'), /names the port "99999"/],
      'host that is none': [() => jclientFile('JALIEN_HOST=a/b\n'), /names the host "a\/b"/],
      ...(isRoot && {
        'file of another user': [() => (jclientFile(good), chownSync(file, 54_321, 54_321)), /belongs to/],
        'file that a group may write': [
          () => (jclientFile(good), chownSync(file, 0, 54_321), chmodSync(file, 0o664)),
          /others may write to it/,
        ],
        'process of another user': [() => jclientFile(`JALIEN_PID=${ofAnother.pid}\n`), /user id 54321/],
      }),
    };
    try {
      for (const [what, [plant, why]] of Object.entries(put)) {
        rmSync(file, {force: true});
        plant();
        const said: string[] = [];
        const found = endpoints({TMPDIR}, (reason) => said.push(reason)).map(({host}) => host);
        assert.deepEqual(found, ['alice-jcentral.cern.ch'], what);
        assert.equal(said.length, 1, what);
        assert.match(said[0] ?? '', why, what);
        assert.ok(said[0]?.includes(file), what);
      }
    } finally {
      ofAnother.kill();
      rmSync(file, {force: true});
    }
  });

  const WRITTEN: Record<string, string> = {
    localhost: 'localhost:8097',
    ' localhost ': 'localhost:8097',
    'localhost:1': 'localhost:1',
    '127.0.0.1:99': '127.0.0.1:99',
    '::1': '::1:8097',
    '[::1]': '::1:8097',
    '[::1]:8098': '::1:8098',
    '[2001:db8::1]': '2001:db8::1:8097',
  };
  for (const [text, expected] of Object.entries(WRITTEN)) {
    it(`is understood as ${JSON.stringify(text)}, in ALIENPY_JCENTRAL and in JALIEN_HOST`, () => {
      assert.equal(hosts({TMPDIR, ALIENPY_JCENTRAL: text})[0], expected);
      assert.equal(hosts({TMPDIR, JALIEN_HOST: text})[0], expected);
    });
  }

  it('has the port that stands at its name, before that of the other variable', () => {
    assert.deepEqual(hosts({ALIENPY_JCENTRAL: '[::1]:1', ALIENPY_JCENTRAL_PORT: '2'}), ['::1:1']);
    assert.deepEqual(hosts({ALIENPY_JCENTRAL: '::1', ALIENPY_JCENTRAL_PORT: '2'}), ['::1:2']);
    assert.deepEqual(hosts({JALIEN_HOST: 'a:1', JALIEN_WSPORT: '2'})[0], 'a:1');
  });

  it('is refused as an address of the web with the part that is meant', () => {
    assert.throws(() => hosts({ALIENPY_JCENTRAL: 'wss://host:8097/websocket/json'}), {
      message: /names the host "wss:/,
      next: ['Write the host alone, without the rest of the address: ALIENPY_JCENTRAL=host:8097'],
    });
  });

  const WRONG = [
    ...['[localhost]', '[::1', '::1]', '[]', ':8097', 'a b', 'a/b', 'wss://host:8097/websocket', 'host:'],
    ...['host:0', 'host:65536', 'host:port', 'host:1:2', '[::1]8097', 'user@host', 'host:-1', 'host: 1e3'],
  ];
  for (const text of WRONG) {
    it(`is refused as ${text}, with what to write`, () => {
      for (const variable of ['ALIENPY_JCENTRAL', 'JALIEN_HOST']) {
        assert.throws(
          () => hosts({TMPDIR, [variable]: text}),
          (error: Error & {exitCode: number; next: string[]}) => {
            assert.equal(error.exitCode, 22);
            assert.match(error.message, new RegExp(`^${variable} names the (host|port)`));
            assert.match(error.next.join(), new RegExp(variable));
            return true;
          },
        );
      }
    });
  }

  it('is refused with a port that is none', () => {
    assert.throws(() => hosts({TMPDIR, ALIENPY_JCENTRAL_PORT: 'http'}), {
      exitCode: 22,
      message: /ALIENPY_JCENTRAL_PORT.*http/,
    });
  });
});
