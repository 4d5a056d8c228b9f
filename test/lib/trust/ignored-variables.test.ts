import assert from 'node:assert/strict';
import {ignoredVariables, unusedAuthorities} from '../../../src/lib/trust/ignored-variables.ts';
import {unswayed, verifiedTls} from '../../../src/lib/trust/verified-tls.ts';

const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

describe('variables that ask for less than verified connections', () => {
  it('are said to be ignored, where they ask for it', () => {
    assert.match(ignoredVariables({[SWITCH]: '0'}).join(), /NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored/);
    for (const value of ['1', '', undefined]) assert.deepEqual(ignoredVariables({[SWITCH]: value}), []);
  });

  it('are named together where they name other authorities', () => {
    assert.deepEqual(unusedAuthorities({SSL_CERT_DIR: ''}), []);
    assert.match(
      unusedAuthorities({SSL_CERT_DIR: '/x'}).join(),
      /^SSL_CERT_DIR is not looked at.*X509_CERT_DIR/,
    );
    assert.match(
      unusedAuthorities({SSL_CERT_DIR: '/x', NODE_EXTRA_CA_CERTS: 'y'}).join(),
      /^NODE_EXTRA_CA_CERTS and SSL_CERT_DIR are not looked at/,
    );
  });

  it('are out of the way while a connection is opened, and back behind it', () => {
    const before = process.env[SWITCH];
    try {
      process.env[SWITCH] = '0';
      assert.equal(
        unswayed(() => process.env[SWITCH]),
        undefined,
      );
      assert.equal(process.env[SWITCH], '0');
      assert.throws(() => unswayed(() => assert.fail('no')), {message: 'no'});
      assert.equal(process.env[SWITCH], '0');
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      assert.equal(
        unswayed(() => 7),
        7,
      );
      assert.equal(SWITCH in process.env, false);
    } finally {
      if (before !== undefined) process.env[SWITCH] = before;
    }
  });

  it('change nothing of what every connection begins with', () => {
    const options = verifiedTls({certificates: ['a']});
    assert.deepEqual([options.rejectUnauthorized, options.minVersion, options.ca], [true, 'TLSv1.2', ['a']]);
  });
});
