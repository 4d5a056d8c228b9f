import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {endpoints} from '../../../src/lib/settings/endpoint.ts';

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

  it('is not looked for in a pipe, a link or a file of another user under that name', () => {
    const file = join(dir, `jclient_token_${process.getuid?.() ?? 0}`);
    const put: Record<string, () => void> = {
      pipe: () => execFileSync('mkfifo', [file]),
      device: () => symlinkSync('/dev/zero', file),
      link: () => {
        writeFileSync(`${file}.target`, `JALIEN_HOST=elsewhere\nJALIEN_PID=${process.pid}\n`);
        symlinkSync(`${file}.target`, file);
      },
      ...(process.geteuid?.() === 0 && {
        'file of another user': () => {
          jclientFile(`JALIEN_HOST=elsewhere\nJALIEN_PID=${process.pid}\n`);
          chownSync(file, 54_321, 54_321);
        },
      }),
    };
    for (const [what, plant] of Object.entries(put)) {
      rmSync(file, {force: true});
      plant();
      assert.deepEqual(hosts({TMPDIR}), ['alice-jcentral.cern.ch:8097'], what);
    }
    rmSync(file);
  });

  it('is refused with a port that is none', () => {
    assert.throws(() => hosts({TMPDIR, ALIENPY_JCENTRAL_PORT: 'http'}), {
      exitCode: 22,
      message: /ALIENPY_JCENTRAL_PORT.*http/,
    });
  });
});
