import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {X509Certificate} from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {loadAuthorities} from '../../../src/lib/trust/authorities.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import {canonicalName, nameHash} from '../../../src/lib/trust/name-hash.ts';
import {Trust} from '../../../src/lib/trust/trust.ts';
import {revocationList, subjectOf} from './support/revocation-list.ts';
import {forwarder} from './support/servers.ts';

describe('whom a session trusts', () => {
  let grid: TestGrid;
  let ca: {cert: string; key: string};
  let hash: string;
  let dir: string;
  let XDG_CACHE_HOME: string;
  let made = 0;

  before(async () => {
    grid = await startGrid();
    const key = readFileSync(join(grid.dir, 'authority', 'ca.key'), 'utf8');
    ca = {cert: grid.certificates.ca, key};
    hash = nameHash(canonicalName(subjectOf(ca.cert)));
    dir = mkdtempSync(join(tmpdir(), 'alien-trust-'));
  });
  after(async () => {
    await grid.stop();
    rmSync(dir, {recursive: true});
  });
  beforeEach(() => {
    XDG_CACHE_HOME = join(dir, `cache${made++}`);
  });

  /** A new directory with these files. */
  const directory = (files: Record<string, string>): string => {
    const path = join(dir, `authorities${made++}`);
    mkdirSync(path);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };
  const login = async (X509_CERT_DIR: string, more: Record<string, string> = {}) => {
    const env = {...grid.env(), ALIENPY_CONNECT_TRIES: '1', XDG_CACHE_HOME, X509_CERT_DIR, ...more};
    const session = connect({env, userAgent: 'test'});
    await session.request('pwd');
    session.close();
  };
  const serverSerial = () =>
    new X509Certificate(readFileSync(join(grid.dir, 'authority', 'server.pem'))).serialNumber;

  describe('revocation lists', () => {
    it('are found by the hash of a name as OpenSSL makes it', () => {
      // /DC=ch/DC=cern/CN=CERN Grid Certification Authority
      const cern =
        '305631123010060a0992268993f22c6401191602636831143012060a0992268993f22c64011916046365726e31' +
        '2a3028060355040313214345524e20477269642043657274696669636174696f6e20417574686f72697479';
      assert.equal(nameHash(canonicalName(Buffer.from(cern, 'hex'))), '5168735f');
      assert.ok(readdirSync(grid.env()['X509_CERT_DIR'] as string).includes(`${hash}.0`));
      const odd =
        '3060310b300906035504061302434831143012060355040a0c0b4345524e2020204772696431143012060355040b0c0b5ac3bc' +
        '7269636820c384423125302306035504030c1c41202043657274696669636174696f6e20417574686f726974792032';
      assert.equal(nameHash(canonicalName(Buffer.from(odd, 'hex'))), 'f503c8af');
    });

    it('refuse a server that is on one, before anything is sent to it', async () => {
      const list = revocationList(ca, ['0123', serverSerial()]);
      const path = directory({'ca.pem': ca.cert, [`${hash}.r0`]: list});
      grid.requests.length = 0;
      await assert.rejects(login(path), {exitCode: 107, message: /is revoked/});
      assert.deepEqual(grid.requests, []);
      const openssl = spawnSync('openssl', ['crl', '-noout', '-text', '-CAfile', join(path, 'ca.pem')], {
        input: list,
        encoding: 'utf8',
      });
      if (openssl.error === undefined) {
        assert.match(openssl.stderr, /verify OK/);
        assert.match(openssl.stdout, new RegExp(`Serial Number: ${serverSerial()}`));
      }
    });

    it('are read whatever their number, as DER too', async () => {
      const pem = revocationList(ca, [serverSerial()]);
      const path = directory({'ca.pem': ca.cert, [`${hash}.r0`]: revocationList(ca, ['0123'])});
      writeFileSync(join(path, `${hash}.r1`), Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64'));
      await assert.rejects(login(path), {message: /is revoked/});
    });

    it('hinder nobody else: without a list, not on it, an empty one, a damaged one, one of another authority', async () => {
      const another = {...ca, cert: (await grid.certificates.foreign()).cert};
      const lists = [
        revocationList(ca, ['0123']),
        revocationList(ca, []),
        revocationList(ca, [serverSerial()]).slice(0, 150),
        revocationList(another, [serverSerial()]),
      ];
      await login(directory({'ca.pem': ca.cert}));
      for (const list of lists) await login(directory({'ca.pem': ca.cert, [`${hash}.r0`]: list}));
    });
  });

  describe('a directory of authorities', () => {
    it('may name them by hash only; each counts once', async () => {
      const path = directory({[`${hash}.0`]: ca.cert, [`${hash}.r0`]: 'no list', README: 'no authority'});
      copyFileSync(join(path, `${hash}.0`), join(path, `${hash}.1`));
      assert.equal(loadAuthorities({X509_CERT_DIR: path}).certificates.length, 1);
      await login(path);
      writeFileSync(join(path, 'other.pem'), (await grid.certificates.foreign()).cert);
      assert.equal(loadAuthorities({X509_CERT_DIR: path}).names?.join(), 'other.pem');
    });

    it('is not read as a whole once the authority of the server is known', async () => {
      const many = await manyAuthorities();
      const env = {X509_CERT_DIR: many, XDG_CACHE_HOME};
      assert.equal(new Trust(env).current.isComplete, true);
      await login(many);
      const {isComplete, names} = new Trust(env).current;
      assert.deepEqual({isComplete, names}, {isComplete: false, names: ['ca.pem']});
      assert.equal(new Trust(env).all.certificates.length, 21);
      await login(many);
    });

    it('is read as a whole when what is known does not do', async () => {
      const many = await manyAuthorities();
      const memory = join(XDG_CACHE_HOME, 'alien', 'authorities.json');
      mkdirSync(join(XDG_CACHE_HOME, 'alien'), {recursive: true});
      for (const names of [['a1.pem'], ['gone.pem'], ['../ca.pem'], [], 'ca.pem', [7]]) {
        writeFileSync(memory, JSON.stringify({[many]: names}));
        await login(many);
        assert.deepEqual(JSON.parse(readFileSync(memory, 'utf8')), {[many]: ['ca.pem']}, String(names));
      }
    });

    it('is believed no more when the authority is taken out of it', async () => {
      const many = await manyAuthorities();
      await login(many);
      rmSync(join(many, 'ca.pem'));
      await assert.rejects(login(many), {
        exitCode: 107,
        message: /was not issued by an authority of this grid/,
      });
    });

    /** The right one and twenty others. */
    async function manyAuthorities(): Promise<string> {
      const other = (await grid.certificates.foreign()).cert;
      const files = Array.from({length: 20}, (_, i) => [`a${i}.pem`, `${i}\n${other}`] as const);
      return directory({...Object.fromEntries(files), 'ca.pem': ca.cert});
    }
  });

  it('a JBox on this machine may have a certificate for another host, but not of another authority', async () => {
    // the sandbox is known as localhost and 127.0.0.1, so 127.0.0.2 is somebody else
    const line = await forwarder(grid.endpoint.port, '127.0.0.2');
    const jbox = {
      ALIENPY_JCENTRAL: '',
      JALIEN_HOST: '127.0.0.2',
      JALIEN_WSPORT: String(line.port),
      HTTPS_PROXY: 'http://127.0.0.1:1', // the central service at CERN is out of reach
    };
    await login(directory({'ca.pem': ca.cert}), jbox);
    const foreign = directory({'other.pem': (await grid.certificates.foreign()).cert});
    grid.requests.length = 0;
    await assert.rejects(login(foreign, jbox), {exitCode: 107});
    assert.deepEqual(grid.requests, []);
    await line.close();
  });
});
