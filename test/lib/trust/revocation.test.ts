import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DER, derElement} from '../../../src/lib/trust/der.ts';
import {canonicalName, nameHash} from '../../../src/lib/trust/name-hash.ts';
import {isRevoked} from '../../../src/lib/trust/revocation.ts';
import {CERTIFICATE} from '../credentials/elliptic.ts';
import {Workbench, derOf} from '../credentials/workbench.ts';
import {revocationList, subjectOf} from '../session/support/revocation-list.ts';
import {issue, keyOf} from './support/issue.ts';

const OBJECT_ID = 0x06;

const AUTHORITY = issue('An Authority', {ca: true});
const PERSON = derOf(issue('person', {issuer: AUTHORITY, serial: '4a17'}).pem);
const HASH = nameHash(canonicalName(subjectOf(AUTHORITY.pem)));

/** A list of revoked serial numbers, of this authority or another one. */
const listOf = (serials: readonly string[], cert = AUTHORITY.pem) =>
  revocationList({cert, key: keyOf()}, serials);
const asDer = (pem: string) => Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');

describe('the revocation of a certificate', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  /** Whether it is revoked with these files beside its authority. */
  const isRevokedBy = (files: Record<string, string | Buffer>, certificate = PERSON) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(bench.home, name), content);
    return isRevoked(bench.home, certificate);
  };

  it('is known where a list of its authority has its number, wherever on it', () => {
    for (const serials of [['4a17'], ['01', '4a17'], ['4a17', '02'], ['01', '4a17', '02']]) {
      assert.equal(isRevokedBy({[`${HASH}.r0`]: listOf(serials)}), true, serials.join());
    }
  });

  it('is not believed of another number, even one that is like it', () => {
    for (const serials of [[], ['01'], ['4a18'], ['174a'], ['4a'], ['4a1700']]) {
      assert.equal(isRevokedBy({[`${HASH}.r0`]: listOf(serials)}), false, serials.join());
    }
    assert.equal(isRevokedBy({}), false);
  });

  it('is looked for in all lists of the authority, as PEM and as DER', () => {
    const files = {
      [`${HASH}.r0`]: listOf(['01']),
      [`${HASH}.r1`]: 'damaged',
      [`${HASH}.r2`]: asDer(listOf(['4a17'])),
    };
    assert.equal(isRevokedBy(files), true);
  });

  it('is not looked for behind a gap in their numbers, as OpenSSL does', () => {
    assert.equal(isRevokedBy({[`${HASH}.r0`]: listOf([]), [`${HASH}.r2`]: listOf(['4a17'])}), false);
  });

  it('is not taken from a list of another authority, whose name has the same hash', () => {
    const other = issue('Another Authority', {ca: true}).pem;
    assert.equal(isRevokedBy({[`${HASH}.r0`]: listOf(['4a17'], other)}), false);
  });

  it('is taken from a list that writes the name of the authority in another way', () => {
    const other = issue('an  AUTHORITY ', {ca: true}).pem;
    assert.equal(isRevokedBy({[`${HASH}.r0`]: listOf(['4a17'], other)}), true);
  });

  it('is not made of a list that is cut off: nobody is shut out by it', () => {
    const whole = asDer(listOf(['01', '02']));
    for (let length = 0; length < whole.length; length += 3) {
      assert.equal(isRevokedBy({[`${HASH}.r0`]: whole.subarray(0, length)}), false, `${length} bytes`);
    }
    assert.equal(
      isRevokedBy({[`${HASH}.r0`]: derElement(DER.sequence, Buffer.alloc(0))}),
      false,
      'nothing in it',
    );
  });

  it('is looked for with certificates of the first version too, which have no number of it', () => {
    const first = derOf(CERTIFICATE);
    const issuer = issuerOfFirst();
    const hash = nameHash(canonicalName(issuer));
    const body = derElement(DER.sequence, Buffer.concat([ALGORITHM, issuer, TIME, revoked('01')]));
    const list = derElement(DER.sequence, body); // a list of the first version, which has no next update
    assert.equal(isRevokedBy({[`${hash}.r0`]: list}, first), true);
    const other = derElement(DER.sequence, Buffer.concat([ALGORITHM, issuer, TIME, revoked('02')]));
    assert.equal(isRevokedBy({[`${hash}.r0`]: derElement(DER.sequence, other)}, first), false);
  });

  it('cannot be told of what is no certificate', () => {
    const broken = [
      Buffer.alloc(0),
      Buffer.from('x'),
      PERSON.subarray(0, 40),
      derElement(DER.sequence, Buffer.alloc(0)),
      derElement(DER.sequence, derElement(DER.sequence, ALGORITHM)),
      derElement(DER.sequence, derElement(DER.sequence, derElement(DER.integer, Buffer.from([1])))),
    ];
    for (const bytes of broken) assert.throws(() => isRevoked(bench.home, bytes), RangeError);
  });
});

const ALGORITHM = derElement(DER.sequence, derElement(OBJECT_ID, Buffer.from('2a03', 'hex')));
const TIME = derElement(0x17, Buffer.from('200101000000Z'));

function revoked(serial: string): Buffer {
  const number = derElement(DER.integer, Buffer.from(serial, 'hex'));
  return derElement(DER.sequence, derElement(DER.sequence, Buffer.concat([number, TIME])));
}

/** C=ch, O=Test, CN=ecuser as OpenSSL wrote it. */
function issuerOfFirst(): Buffer {
  const der = derOf(CERTIFICATE);
  const begin = der.indexOf(Buffer.from('302d310b3009', 'hex'));
  return der.subarray(begin, begin + 2 + 0x2d);
}
