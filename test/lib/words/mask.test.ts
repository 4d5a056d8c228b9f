import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import fc from 'fast-check';
import {maskAnswer, maskOptions, maskText} from '../../../src/lib/words/mask.ts';

const SEALED =
  '-----BEGIN SEALED CIPHER-----\nabc-DEF+1=\n-----END SEALED CIPHER-----\n' +
  '-----BEGIN SEALED ENVELOPE-----\nAAAAghi-JKL\nmno\n-----END SEALED ENVELOPE-----\n&eos.app=x';

describe('the mask', () => {
  it('hides private keys of all kinds, and tells kind and length', () => {
    const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
    for (const options of [
      {type: 'pkcs8', format: 'pem'},
      {type: 'sec1', format: 'pem'},
      {type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x'},
    ] as const) {
      const pem = privateKey.export(options).toString();
      const shown = maskText(`before ${pem} after`);
      assert.match(shown, /^before <(ec |encrypted )?private key, \d+ characters>\s+after$/);
      assert.match(maskText(JSON.stringify(pem)), /private key, \d+ characters/); // breaks written as \n
      assert.match(maskText(pem.slice(0, 80)), /^<(ec |encrypted )?private key, 80 characters>$/); // cut off
    }
  });

  it('leaves certificates and ordinary text as they are', () => {
    const text = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\nbypass=1 /alice/authz/file';
    assert.equal(maskText(text), text);
  });

  it('hides envelopes: sealed ones, and what stands behind authz= in a url', () => {
    assert.equal(
      maskText(SEALED),
      '<sealed cipher, 68 characters>\n<sealed envelope, 77 characters>\n&eos.app=x',
    );
    for (const url of [
      `root://h:1//x?authz=${SEALED}`,
      'root://h//x?a=b&authz=abc%2Fdef',
      'root://h//x?authz=Bearer%20abc.def',
      'authz=Bearer abc.def',
      'turl=x&signature=abc-def&more',
      'pass phrase: abc-def',
      '--passphrase=abcdef',
    ]) {
      assert.doesNotMatch(maskText(url), /abc|def|AAAA/, url);
    }
  });

  it('hides the envelope of a commit by its place, whatever it looks like', () => {
    assert.deepEqual(maskOptions('commit', ['plain words', '10', '/x']), [
      '<envelope, 11 characters>',
      '10',
      '/x',
    ]);
    assert.deepEqual(maskOptions('ls', ['plain words', SEALED.slice(0, 40)]), [
      'plain words',
      '<sealed cipher, 40 characters>',
    ]);
  });

  it('keeps the form of an answer, and hides a secret in its message too', () => {
    const results = [{envelope: 'not sealed', se: 'A::B::C', message: 'Envelope: not sealed'}];
    assert.deepEqual(JSON.parse(maskAnswer(JSON.stringify({metadata: {user: 'u'}, results}))), {
      metadata: {user: 'u'},
      results: [
        {
          envelope: '<envelope, 10 characters>',
          se: 'A::B::C',
          message: 'Envelope: <secret, 10 characters>',
        },
      ],
    });
    assert.match(maskAnswer(`{"tokenkey": broken ${SEALED}`), /broken <sealed cipher/);
  });

  it('leaves nothing of an envelope, whatever is in it and around it', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/-]{12,40}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (envelope, before, after) => {
        const answer = JSON.stringify({
          results: [{[`k${before}`]: `${before}${envelope}${after}`}, {envelope}],
        });
        assert.equal(maskAnswer(answer).includes(envelope), false);
      }),
    );
  });
});
