import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {type TestGrid, startGrid} from '@alien-grid/plugin-sandbox/testing';
import {plainArmour} from '../../../src/lib/credentials/armour.ts';
import {inspectCertificate} from '../../../src/lib/credentials/inspect.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import {Workbench} from './workbench.ts';

/** What editors and mail programs make of a PEM file. */
const FORMS: Record<string, (pem: string) => Buffer> = {
  'a byte-order mark of UTF-8': (pem) => Buffer.from(`\uFEFF${pem}`),
  'lines that end as on Windows': (pem) => Buffer.from(pem.replaceAll('\n', '\r\n')),
  'lines that end as on old Macs': (pem) => Buffer.from(pem.replaceAll('\n', '\r')),
  'a mark, such lines and text in front': (pem) =>
    Buffer.from(`\uFEFFBag Attributes\n  friendlyName: Zoë 日\n${pem}`.replaceAll('\n', '\r\n')),
  'two bytes a letter, the little one first': (pem) => Buffer.from(`\uFEFF${pem}`, 'utf16le'),
  'two bytes a letter, the big one first': (pem) => Buffer.from(`\uFEFF${pem}`, 'utf16le').swap16(),
};

describe('a PEM file', () => {
  let grid: TestGrid;
  let bench: Workbench;
  before(async () => {
    grid = await startGrid();
    bench = new Workbench();
  });
  after(async () => {
    bench.remove();
    await grid.stop();
  });

  for (const [what, make] of Object.entries(FORMS)) {
    it(`with ${what} is read, as certificate, key and authority, and one can log in`, async () => {
      const {X509_USER_CERT = '', X509_USER_KEY = '', X509_CERT_DIR = ''} = grid.env();
      const folder = what.replaceAll(' ', '-');
      mkdirSync(join(bench.home, folder));
      const write = (name: string, from: string) =>
        bench.write(join(folder, name), make(readFileSync(from, 'utf8')));
      const env = {
        ...grid.env(),
        X509_USER_CERT: write('cert.pem', X509_USER_CERT),
        X509_USER_KEY: write('key.pem', X509_USER_KEY),
        X509_CERT_DIR: join(bench.home, folder),
      };
      write('ca.pem', join(X509_CERT_DIR, 'ca.pem'));
      const {facts} = inspectCertificate({path: env.X509_USER_CERT}, 'user certificate');
      assert.match(facts.subject, /CN=demo/);
      const session = connect({env, userAgent: 'test'});
      assert.equal((await session.request('whoami')).metadata.user, 'demo');
      session.close();
    });
  }

  it('of any other content is left as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.ok(plainArmour(Buffer.from(bytes)).equals(Buffer.from(bytes)));
      }),
    );
  });
});
