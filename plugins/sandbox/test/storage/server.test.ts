import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {UserError} from '@alien-grid/cli';
import {ELEMENTS} from '../../src/catalogue/elements/elements.ts';
import type {StorageElement} from '../../src/catalogue/elements/elements.ts';
import {startServer} from '../../src/storage/server.ts';

describe('the server of a storage element', () => {
  let folder: string;
  const path = process.env['PATH'];
  beforeEach(() => {
    folder = mkdtempSync('/var/tmp/alien-server-');
    chmodSync(folder, 0o755);
    process.env['PATH'] = `${folder}:${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, {recursive: true});
  });

  const start = (): Promise<unknown> =>
    startServer(ELEMENTS[0] as StorageElement, join(folder, 'storage'), {
      account: undefined,
      wantedPort: 0,
      credentials: {cert: '', key: ''},
      authorization: {issuer: 'SANDBOX', key: Buffer.alloc(32), lifetime: 86_400_000},
    });
  const xrootdSays = (text: string): void =>
    writeFileSync(join(folder, 'xrootd'), `#!/bin/sh\necho '${text}'\nexit 1\n`, {mode: 0o755});

  it('tells what to install if a plugin is missing', async () => {
    xrootdSays('Plugin No such file or directory loading authlib libXrdMacaroons.so');
    await assert.rejects(start(), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /no plugin libXrdMacaroons/);
      assert.match(error.next.join('\n'), /`xrootd-server-plugins`[^]*--no-storage/);
      return true;
    });
    xrootdSays('XrdProtocol: Protocol http could not be loaded');
    await assert.rejects(start(), /no plugin libXrdHttp/);
    xrootdSays('something else');
    await assert.rejects(start(), /xrootd did not start; see .*xrootd\.log$/);
  });

  it('takes another port where someone took its own meanwhile, but not for ever', async () => {
    const ports = join(folder, 'ports');
    // As when a program listens there between the look and the start.
    const script = `grep xrd.port "$2" >> ${ports}; echo "Unable to bind socket; address already in use"; exit 1`;
    writeFileSync(join(folder, 'xrootd'), `#!/bin/sh\n${script}\n`, {mode: 0o755});
    await assert.rejects(start(), /found port \d+ in use; see .*xrootd\.log$/);
    const tried = readFileSync(ports, 'utf8').trim().split('\n');
    assert.equal(tried.length, 3);
    assert.equal(new Set(tried).size, 3, tried.join());
  });
});
