import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {furtherCertificates, readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {parseArchive} from '../../../src/lib/credentials/pkcs12.ts';
import {readPrivateKey} from '../../../src/lib/credentials/private-key.ts';
import {selectCredentials} from '../../../src/lib/credentials/select.ts';
import {ARCHIVE, CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench, archiveOf, formsOf} from './workbench.ts';

/** How many inputs each reader gets of each sort. */
const READER_RUNS = 2000;
const FILE_RUNS = 500;
const ARCHIVE_RUNS = 300;

describe('any bytes', () => {
  let grid: TestGrid;
  let texts: string[];
  let archives: Buffer[];

  before(async () => {
    grid = await startGrid();
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = grid.env();
    const [certificate, key] = [readFileSync(X509_USER_CERT, 'utf8'), readFileSync(X509_USER_KEY, 'utf8')];
    const keys = [KEY, key].flatMap((pem) => Object.values(formsOf(createPrivateKey(pem))));
    texts = [certificate, CERTIFICATE, certificate + CERTIFICATE, ...keys];
    archives = [ARCHIVE, archiveOf([certificate], key, 'secret')];
  });
  after(() => grid.stop());

  /** Sound material with a few bytes changed, or a part cut out: closer to what is met than noise. */
  const damaged = (sound: readonly Buffer[]): fc.Arbitrary<Buffer> =>
    fc
      .record({
        base: fc.constantFrom(...sound),
        changes: fc.array(fc.tuple(fc.nat(), fc.integer({min: 0, max: 255})), {minLength: 1, maxLength: 6}),
        cut: fc.option(fc.tuple(fc.nat(), fc.nat({max: 40}))),
      })
      .map(({base, changes, cut}) => {
        const bytes = Buffer.from(base);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        if (cut === null) return bytes;
        const at = cut[0] % bytes.length;
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + cut[1])]);
      });
  const noise = fc.uint8Array({maxLength: 600, size: 'max'}).map((bytes) => Buffer.from(bytes));
  const armoured = fc
    .tuple(fc.constantFrom('CERTIFICATE', 'PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY'), noise)
    .map(([label, bytes]) =>
      Buffer.from(`-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----\n`),
    );

  const onlyUserErrors = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
    }
  };

  it('as certificate or key give what they hold or a UserError', () => {
    for (const bytes of [noise, armoured, damaged(texts.map((text) => Buffer.from(text)))]) {
      fc.assert(
        fc.property(bytes, (input) => {
          const text = input.toString('latin1');
          onlyUserErrors(() => readCertificate(text));
          onlyUserErrors(() => readPrivateKey(text, 'here', 'secret'));
          furtherCertificates(text);
        }),
        {numRuns: READER_RUNS},
      );
    }
  });

  it('in the files of a token and a user give credentials or a UserError', () => {
    const bench = new Workbench();
    const content = fc.oneof(noise, armoured, damaged(texts.map((text) => Buffer.from(text))));
    try {
      fc.assert(
        fc.property(content, content, (certificate, key) => {
          bench.write('.globus/usercert.pem', certificate);
          bench.write('.globus/userkey.pem', key);
          onlyUserErrors(() => selectCredentials(bench.env));
        }),
        {numRuns: FILE_RUNS},
      );
    } finally {
      bench.remove();
    }
  });

  it('as PKCS#12 archive give its content or a UserError', async () => {
    const prefixed = noise.map((bytes) => Buffer.concat([Buffer.from([0x30, 0x80, 2, 1, 3]), bytes]));
    for (const bytes of [noise, prefixed, damaged(archives)]) {
      await fc.assert(
        fc.asyncProperty(bytes, async (input) => {
          await parseArchive(input, 'here', 'secret').catch((error: unknown) =>
            assert.ok(error instanceof UserError, String(error)),
          );
        }),
        {numRuns: ARCHIVE_RUNS},
      );
    }
  });
});
