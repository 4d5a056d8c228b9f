import assert from 'node:assert/strict';
import {tlsFailure} from '../../../src/lib/trust/tls-failure.ts';

/** Every name that Node has for a certificate that OpenSSL does not verify (crypto/crypto_common.cc). */
const VERIFICATION = `
  UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE UNABLE_TO_DECRYPT_CRL_SIGNATURE
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED
  CRL_NOT_YET_VALID CRL_HAS_EXPIRED ERROR_IN_CERT_NOT_BEFORE_FIELD ERROR_IN_CERT_NOT_AFTER_FIELD
  ERROR_IN_CRL_LAST_UPDATE_FIELD ERROR_IN_CRL_NEXT_UPDATE_FIELD DEPTH_ZERO_SELF_SIGNED_CERT
  SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG
  CERT_REVOKED INVALID_CA PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED CERT_REJECTED HOSTNAME_MISMATCH
  UNSPECIFIED ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_ALTNAME_FORMAT`
  .trim()
  .split(/\s+/);

describe('the meaning of a code of TLS', () => {
  for (const code of VERIFICATION) {
    it(`${code} is about the server, and there is something to do`, () => {
      const failure = tlsFailure(code);
      assert.equal(failure?.about, 'server');
      assert.ok(failure.next.length > 0);
    });
  }

  it('is the same for an alert in each spelling that versions of OpenSSL have had', () => {
    const spellings = [
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
    ];
    for (const code of spellings) {
      assert.equal(tlsFailure(code)?.what, 'takes your certificate for expired', code);
    }
  });

  it('names a code that no table has', () => {
    assert.match(tlsFailure('ERR_SSL_INVENTED_TOMORROW')?.what ?? '', /\(ERR_SSL_INVENTED_TOMORROW\)/);
    assert.match(tlsFailure('CERT_INVENTED_TOMORROW')?.what ?? '', /\(CERT_INVENTED_TOMORROW\)/);
  });

  it('leaves all else to others', () => {
    for (const code of ['', 'ECONNRESET', 'ENOENT', 'constructor', '__proto__']) {
      assert.equal(tlsFailure(code), undefined, code);
    }
  });
});
