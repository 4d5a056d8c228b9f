import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {type TlsOptions, createServer} from 'node:tls';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {forwarder} from '../../lib/session/support/servers.ts';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

/** A configuration of OpenSSL that lets everything old and weak in. */
const LAX = `
nodejs_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = lax
[lax]
MinProtocol = TLSv1
CipherString = ALL@SECLEVEL=0
`;

describe('an environment that asks for less than verified servers', () => {
  let grid: TestGrid;
  let dir: string;
  let env: Record<string, string>;
  let ca: string;
  useScene({}, (scene) => {
    ({grid, dir} = scene);
    ca = join(dir, 'ca.pem');
    writeFileSync(ca, grid.certificates.ca);
    writeFileSync(join(dir, 'openssl.cnf'), LAX);
    env = {...grid.env(), TMPDIR: dir, ALIENPY_CONNECT_TRIES: '1'};
  });

  /** Ways in which Node or OpenSSL can be told to trust the sandbox, or everybody. */
  const WAYS: Record<string, () => Record<string, string>> = {
    NODE_TLS_REJECT_UNAUTHORIZED: () => ({NODE_TLS_REJECT_UNAUTHORIZED: '0'}),
    NODE_EXTRA_CA_CERTS: () => ({NODE_EXTRA_CA_CERTS: ca}),
    SSL_CERT_FILE: () => ({SSL_CERT_FILE: ca, NODE_OPTIONS: '--use-openssl-ca'}),
    SSL_CERT_DIR: () => ({SSL_CERT_DIR: join(grid.dir, 'certificates'), NODE_OPTIONS: '--use-openssl-ca'}),
    NODE_USE_SYSTEM_CA: () => ({NODE_USE_SYSTEM_CA: '1', SSL_CERT_FILE: ca}),
    NODE_OPTIONS: () => ({NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=ALL@SECLEVEL=0'}),
    OPENSSL_CONF: () => ({OPENSSL_CONF: join(dir, 'openssl.cnf')}),
  };
  const run = (more: Record<string, string>) => new Program({...env, ...more}, dir).run('pwd');

  for (const [name, variables] of Object.entries(WAYS)) {
    it(`${name}: does not make a server of an unknown authority trusted, nor another host`, async () => {
      const X509_CERT_DIR = join(dir, `other-${name}`);
      mkdirSync(X509_CERT_DIR);
      writeFileSync(join(X509_CERT_DIR, 'other.pem'), (await grid.certificates.foreign()).cert);
      const before = grid.logins;
      const unknown = await run({...variables(), X509_CERT_DIR});
      assert.deepEqual([unknown.code, /not issued by an authority/.test(unknown.stderr)], [107, true]);
      assert.doesNotMatch(unknown.stderr, /insecure/);
      // the sandbox is known as localhost and 127.0.0.1, so 127.0.0.2 is another host
      const onward = await forwarder(grid.endpoint.port, '127.0.0.2');
      const other = {ALIENPY_JCENTRAL: '127.0.0.2', ALIENPY_JCENTRAL_PORT: String(onward.port)};
      const elsewhere = await run({...variables(), ...other});
      await onward.close();
      assert.deepEqual([elsewhere.code, /for another host/.test(elsewhere.stderr)], [107, true]);
      assert.equal(grid.logins, before);
    });
  }

  for (const name of ['NODE_OPTIONS', 'OPENSSL_CONF']) {
    it(`${name}: does not bring protocols back that are not safe`, async () => {
      const credentials: TlsOptions = {
        cert: readFileSync(join(grid.dir, 'authority', 'server.pem')),
        key: readFileSync(join(grid.dir, 'authority', 'server.key')),
      };
      const server = createServer({
        ...credentials,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL@SECLEVEL=0',
      });
      let agreed = 0;
      server.on('secureConnection', () => agreed++).on('tlsClientError', () => undefined);
      server.listen(0, 'localhost');
      await once(server, 'listening');
      const {port} = server.address() as AddressInfo;
      const {code, stderr} = await run({...WAYS[name]?.(), ALIENPY_JCENTRAL_PORT: String(port)});
      server.close();
      assert.deepEqual([code, agreed, /versions of TLS that are not safe/.test(stderr)], [107, 0, true]);
    });
  }

  it('is told on stderr what of it is ignored, and does not hinder', async () => {
    const {code, stdout, stderr} = await run({NODE_TLS_REJECT_UNAUTHORIZED: '0'});
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\/alice\//);
    assert.equal(stderr, 'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: servers are always verified here.\n');
  });

  it('is told that authorities of other programs do not count, where one is missing', async () => {
    const X509_CERT_DIR = join(dir, 'other-NODE_EXTRA_CA_CERTS');
    const {stderr} = await run({NODE_EXTRA_CA_CERTS: ca, X509_CERT_DIR});
    assert.match(stderr, /NODE_EXTRA_CA_CERTS is not looked at here; X509_CERT_DIR is/);
  });

  it('is a finding of the doctor', async () => {
    const {stdout} = await new Program({...env, NODE_TLS_REJECT_UNAUTHORIZED: '0'}, dir).run(
      'doctor',
      '--json',
    );
    assert.match(stdout, /NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored/);
  });
});
