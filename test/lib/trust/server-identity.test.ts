import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {DetailedPeerCertificate, PeerCertificate} from 'node:tls';
import type {Endpoint} from '../../../src/lib/settings/endpoint.ts';
import {canonicalName, nameHash} from '../../../src/lib/trust/name-hash.ts';
import {
  REVOKED,
  UNREADABLE,
  chainOf,
  hostCheck,
  identityCheck,
} from '../../../src/lib/trust/server-identity.ts';
import {Workbench, derOf} from '../credentials/workbench.ts';
import {revocationList, subjectOf} from '../session/support/revocation-list.ts';
import {issue, keyOf} from './support/issue.ts';

const ROOT = issue('Root', {ca: true});
const BETWEEN = issue('Between', {ca: true, issuer: ROOT, serial: '0b'});
const SERVER = issue('server', {issuer: BETWEEN, serial: '0c'});

/** A server that shows these certificates, for this host, as Node tells of it. A root is its own issuer. */
function shown(host: string, ...chain: Buffer[]): PeerCertificate {
  const links = chain.map((raw) => ({raw, subjectaltname: `DNS:${host}`, subject: {CN: host}}));
  for (const [i, link] of links.entries()) {
    Object.assign(link, {issuerCertificate: links[i + 1] ?? link});
  }
  return links[0] as DetailedPeerCertificate;
}

const CHAIN = [SERVER, BETWEEN, ROOT].map(({pem}) => derOf(pem));

describe('the identity of a server', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  const codeOf = (error: Error | undefined) => (error && 'code' in error ? error.code : error);
  const revoke = (authority: {pem: string}, serial: string) => {
    const hash = nameHash(canonicalName(subjectOf(authority.pem)));
    const list = revocationList({cert: authority.pem, key: keyOf()}, [serial]);
    writeFileSync(join(bench.home, `${hash}.r0`), list);
  };
  const endpoint = (host: string, isJBox: boolean) => ({host, isJBox}) as Endpoint;
  const server = shown('alice.cern.ch', ...CHAIN);

  it('is that of its host', () => {
    const check = hostCheck(bench.home);
    assert.equal(check('alice.cern.ch', server), undefined);
    assert.equal(codeOf(check('other.cern.ch', server)), 'ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is refused where any certificate of its chain is revoked', () => {
    for (const [authority, serial] of [
      [BETWEEN, '0c'],
      [ROOT, '0b'],
    ] as const) {
      bench.remove();
      bench = new Workbench();
      revoke(authority, serial);
      for (const check of [hostCheck(bench.home), identityCheck(endpoint('localhost', true), bench.home)]) {
        const error = check('alice.cern.ch', server);
        assert.equal(codeOf(error), REVOKED);
        assert.match(error?.message ?? '', /revoked/);
      }
    }
  });

  it('cannot be revoked where the authorities came from a file', () => {
    revoke(BETWEEN, '0c');
    assert.equal(hostCheck(undefined)('alice.cern.ch', server), undefined);
  });

  it('need not be that of the host for a JBox on this machine, and for nothing else', () => {
    for (const [host, isJBox, isRefused] of [
      ['localhost', true, false],
      ['127.0.0.2', true, false],
      ['localhost', false, true],
      ['worker.cern.ch', true, true],
    ] as const) {
      const error = identityCheck(endpoint(host, isJBox), bench.home)('other.cern.ch', server);
      assert.equal(error !== undefined, isRefused, `${host} ${isJBox}`);
    }
  });

  it('is refused where its certificate cannot be read, not believed', () => {
    const broken = shown('alice.cern.ch', Buffer.from('3003020101', 'hex'));
    const check = hostCheck(bench.home);
    assert.equal(codeOf(check('alice.cern.ch', broken)), UNREADABLE);
    const jbox = identityCheck(endpoint('localhost', true), bench.home);
    assert.equal(codeOf(jbox('localhost', broken)), UNREADABLE);
  });

  it('has a chain up to the root, which ends where certificates begin to repeat', () => {
    assert.deepEqual(chainOf(server), CHAIN);
    const [one, other] = CHAIN.map((raw) => ({raw}));
    Object.assign(one ?? {}, {issuerCertificate: other});
    Object.assign(other ?? {}, {issuerCertificate: one});
    assert.deepEqual(chainOf(one as DetailedPeerCertificate), CHAIN.slice(0, 2));
    assert.deepEqual(chainOf({raw: CHAIN[0]} as DetailedPeerCertificate), CHAIN.slice(0, 1));
    assert.deepEqual(chainOf({} as PeerCertificate), [], 'a server without one');
  });
});
