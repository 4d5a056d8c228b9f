import assert from 'node:assert/strict';
import {X509Certificate} from 'node:crypto';
import {tlsProblem} from '../../../src/lib/credentials/tls-fitness.ts';
import {STRONG, issue} from '../trust/support/issue.ts';
import {CERTIFICATE} from './elliptic.ts';
import {derOf} from './workbench.ts';

/** With a key of X25519, made with OpenSSL and known nowhere; such keys agree on secrets, and sign nothing. */
const NOT_SIGNING = `-----BEGIN CERTIFICATE-----
MIHrMIGSAhR9C+bTag2SQMdvoszbz9ie5lmPLjAKBggqhkjOPQQDAjANMQswCQYD
VQQDDAJjYTAgFw0yNjExMjkyMjQzMDdaGA8yMTI2MTEwNTIyNDMwN1owETEPMA0G
A1UEAwwGeDI1NTE5MCowBQYDK2VuAyEA1JI8ideNY0WsAjdFffAGMd6Ldh6M3IYE
L/40evyRYTMwCgYIKoZIzj0EAwIDSAAwRQIhAM5c02d8jC21siWhpCSxG2vWJaVf
GIzT0q/OntV7LFs+AiAkTGChDy+uRFJDHi7jJbaWOpvpNPK7NchyhZOxUb1PdA==
-----END CERTIFICATE-----
`;

describe('a certificate for TLS', () => {
  const problem = (pem: string, kind: 'user' | 'token' = 'user', text = pem) =>
    tlsProblem(kind, {x509: new X509Certificate(pem)}, text, '/cert');
  const strong = issue('strong', {bits: STRONG}).pem;
  const weak = issue('weak').pem;
  /** With a key of another kind: the last numbers of its name are others. */
  const ofKind = (numbers: string) => {
    const der = Buffer.from(derOf(strong));
    Buffer.from(numbers, 'hex').copy(der, der.indexOf(Buffer.from('2a864886f70d010101', 'hex')) + 6);
    return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  };

  it('may have an RSA key that is large enough, or one on an elliptic curve', () => {
    for (const pem of [strong, CERTIFICATE]) assert.equal(problem(pem), undefined);
  });

  it('is refused where its key is too small, with what to ask for', () => {
    assert.deepEqual(problem(weak), {
      kind: 'user',
      problem: 'unfit',
      reason: 'the certificate in /cert cannot be used: its key (RSA 1024 bits) is too small to be safe',
      next: ['Ask your authority for a certificate with an RSA key of 2048 bits or more.'],
    });
    assert.match(problem(weak, 'token')?.next.join() ?? '', /token-init/);
  });

  it('is refused where an authority behind it is too weak', () => {
    assert.match(problem(strong + weak)?.reason ?? '', /the key of an authority behind it is too small/);
  });

  it('is refused where its key cannot sign', () => {
    assert.match(
      problem(NOT_SIGNING)?.reason ?? '',
      /its key \(X25519\) is of a kind that TLS does not know/,
    );
  });

  it('is refused where OpenSSL does not take it for whatever reason', () => {
    assert.match(
      problem(strong, 'user', strong.slice(0, 300))?.reason ?? '',
      /OpenSSL does not take it \(RSA 2048 bits, ERR_/,
    );
  });

  it('is refused where its key is of a kind that no program knows', () => {
    assert.match(problem(ofKind('7f7f7f'))?.reason ?? '', /of a kind that is not known here/);
  });
});
