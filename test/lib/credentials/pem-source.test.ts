import assert from 'node:assert/strict';
import {describeSource, pemSource, readPem, readSource} from '../../../src/lib/credentials/pem-source.ts';
import {CERTIFICATE} from './elliptic.ts';
import {Workbench} from './workbench.ts';

describe('the source of a PEM text', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());
  const withReturns = CERTIFICATE.replaceAll('\n', '\r\n');

  it('is a file, or the variable that holds the text, which is never shown', () => {
    assert.deepEqual(pemSource('/cert', 'V'), {path: '/cert'});
    assert.equal(describeSource(pemSource('/cert', 'V')), '/cert');
    const text = pemSource(withReturns, 'V');
    assert.equal(describeSource(text), 'the text in V');
    assert.equal(readPem(text), CERTIFICATE, 'as OpenSSL reads it');
    assert.deepEqual(Object.keys(readSource(text)), ['bytes']);
  });

  it('tells rights and owner of a file', () => {
    const path = bench.write('cert.pem', withReturns, 0o640);
    const {mode = 0, owner, bytes} = readSource({path});
    assert.deepEqual([mode & 0o777, owner, bytes.toString()], [0o640, process.getuid?.(), CERTIFICATE]);
    assert.throws(() => readPem({path: `${path}.no`}), {exitCode: 2});
  });
});
