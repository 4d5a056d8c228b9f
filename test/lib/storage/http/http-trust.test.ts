import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {X509Certificate} from 'node:crypto';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {canonicalName, nameHash} from '../../../../src/lib/trust/name-hash.ts';
import {HttpStorage} from '../../../../src/lib/storage/http/http-storage.ts';
import {FakeStorage} from '../../copy/support/fake-storage.ts';
import {revocationList, subjectOf} from '../../session/support/revocation-list.ts';
import {serve, WebServer} from './web-server.ts';

describe('whom a download over HTTPS trusts', () => {
  let grid: TestGrid;
  let server: WebServer;
  let dir: string;
  let made = 0;

  before(async () => {
    grid = await startGrid();
    dir = mkdtempSync(join(tmpdir(), 'alien-http-trust-'));
    server = await WebServer.start(serve(Buffer.from('content')), credentials());
  });
  after(async () => {
    await server.stop();
    await grid.stop();
    rmSync(dir, {recursive: true});
  });

  /** A certificate for localhost and 127.0.0.1. */
  const credentials = () => ({
    cert: readFileSync(join(grid.dir, 'authority', 'server.pem'), 'utf8'),
    key: readFileSync(join(grid.dir, 'authority', 'server.key'), 'utf8'),
  });
  const directory = (files: Record<string, string | Buffer>): string => {
    const path = join(dir, `authorities${made++}`);
    mkdirSync(path);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };
  const fetch = async (X509_CERT_DIR: string, url = server.url) => {
    const path = join(dir, `file${made++}`);
    const storage = new HttpStorage(new FakeStorage(), {env: {X509_CERT_DIR}});
    await storage.download({url: `${url}/file`, envelope: 'e'}, path);
    return readFileSync(path, 'utf8');
  };
  const refused = async (fetched: Promise<unknown>, why: RegExp) => {
    const before = server.requests.length;
    await assert.rejects(fetched, (error) => {
      assert.ok(error instanceof ServerError, String(error)); // not tried again: nothing would change
      assert.match(error.message, why);
      return true;
    });
    assert.equal(server.requests.length, before, 'the envelope was not sent');
  };

  it('the authorities of the grid', async () => {
    assert.equal(await fetch(directory({'ca.pem': grid.certificates.ca})), 'content');
  });

  it('no other', async () => {
    const {cert} = await grid.certificates.foreign();
    await refused(
      fetch(directory({'other.pem': cert})),
      /is not trusted: it has a certificate that was not issued by an authority/,
    );
  });

  it('nobody, where there are no authorities', async () => {
    await assert.rejects(fetch(directory({})), UserError);
  });

  it('no certificate for another host', async () => {
    const elsewhere = await WebServer.start(serve(Buffer.from('content')), credentials(), '127.0.0.2');
    try {
      const fetched = fetch(directory({'ca.pem': grid.certificates.ca}), elsewhere.url);
      await refused(fetched, /certificate for another host/);
      assert.equal(elsewhere.requests.length, 0);
    } finally {
      await elsewhere.stop();
    }
  });

  it('no certificate that is revoked', async () => {
    const ca = {
      cert: grid.certificates.ca,
      key: readFileSync(join(grid.dir, 'authority', 'ca.key'), 'utf8'),
    };
    const hash = nameHash(canonicalName(subjectOf(ca.cert)));
    const {serialNumber} = new X509Certificate(credentials().cert);
    const list = revocationList(ca, [serialNumber]);
    const authorities = directory({'ca.pem': ca.cert, [`${hash}.r0`]: list});
    await refused(fetch(authorities), /certificate that is revoked/);
  });
});
