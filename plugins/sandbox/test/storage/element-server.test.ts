import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import {Authority} from '../../src/authority/authority.ts';
import {ELEMENTS} from '../../src/catalogue/elements/elements.ts';
import type {StorageElement} from '../../src/catalogue/elements/elements.ts';
import {storageAccount} from '../../src/storage/account.ts';
import {ElementServer} from '../../src/storage/element-server.ts';
import {answersXrootd} from '../../src/storage/probe.ts';
import {ThreadWatch} from '../../src/storage/threads.ts';

/** In place of a macaroon; the library that reads it never comes to an end. */
const ENDLESS = 'MDAwMDAwMDAw';

describe('the server of a storage element that turns in circles', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync('/var/tmp/alien-circles-');
    chmodSync(folder, 0o755);
  });
  after(() => rmSync(folder, {recursive: true}));

  it('is started anew, on the same port', async () => {
    const authority = await Authority.open(folder, 'circles');
    let tell: (what: string) => void = () => undefined;
    const trouble = new Promise<string>((resolve) => (tell = resolve));
    const server = new ElementServer(ELEMENTS[0] as StorageElement, 0, {
      storageFolder: join(folder, 'storage'),
      account: storageAccount(),
      authorization: {issuer: 'SANDBOX', key: authority.envelopeKey, lifetime: 86_400_000},
      credentials: authority.serverCredentials(),
      onTrouble: (_element, what) => tell(what),
      lookEvery: 500,
    });
    await server.be('up');
    try {
      const {port, pid} = server;
      const words = [`127.0.0.1:${port}`, 'stat', `/disk1/x?xrd.wantprot=unix&authz=${ENDLESS}`];
      const client = execFile('xrdfs', words, () => undefined);
      assert.match(await trouble, /started anew/);
      client.kill();
      assert.deepEqual([server.port, server.pid === pid], [port, false]);
      assert.equal(await answersXrootd(port), true);
    } finally {
      await server.be('down');
    }
  });

  it('is told from one that works', async () => {
    const busy = new Worker("require('worker_threads').parentPort.postMessage(1); for (;;);", {eval: true});
    await once(busy, 'message');
    const watch = new ThreadWatch(process.pid);
    // Nothing tells how much time it has had.
    let stuck = false;
    for (let look = 0; look < 300 && !stuck; look++) {
      await pause(100);
      stuck = watch.isStuck();
    }
    assert.equal(stuck, true);
    await busy.terminate();
    const idle = spawn('sleep', ['1000']);
    await once(idle, 'spawn');
    assert.equal(new ThreadWatch(idle.pid as number).isStuck(), false);
    idle.kill();
    assert.equal(new ThreadWatch(2 ** 22 + 1).isStuck(), false, 'there is none');
  });
});
