import assert from 'node:assert/strict';
import {verifyTransfer} from '../../../../src/lib/copy/transfer/verify-transfer.ts';
import {DamagedReplica} from '../../../../src/lib/storage/damaged-replica.ts';

const MD5 = 'ab'.repeat(16);
const OTHER = 'cd'.repeat(16);
const sent = (bytes: number, md5 = MD5) => ({bytes, md5, seconds: 1});

describe('what was read of a replica', () => {
  it('is the file where size and md5 are what the catalogue says', () => {
    verifyTransfer({size: 10, md5: MD5}, sent(10));
    verifyTransfer({size: 10, md5: undefined}, sent(10, OTHER));
    verifyTransfer({size: 10, md5: MD5}, {...sent(7), beyond: 3});
  });

  for (const [what, known, found] of [
    ['too short', {size: 10, md5: MD5}, sent(9)],
    ['too short, and has no md5 to compare', {size: 10, md5: undefined}, sent(9)],
    ['too long, and has no md5 to compare', {size: 10, md5: undefined}, sent(11)],
    ['too long by what was not fetched', {size: 10, md5: undefined}, {...sent(10), beyond: 1}],
    ['of the right size, with other content', {size: 10, md5: MD5}, sent(10, OTHER)],
  ] as const)
    it(`is damaged where it is ${what}`, () => {
      assert.throws(
        () => verifyTransfer(known, found),
        (error) => {
          assert.ok(error instanceof DamagedReplica);
          assert.equal(error.exitCode, 5);
          assert.match(error.next.join(), /tell the support list/);
          return true;
        },
      );
    });

  it('is told with both numbers, or both sums', () => {
    const message = (known: Parameters<typeof verifyTransfer>[0], bytes: number, beyond: number) => {
      try {
        verifyTransfer(known, {...sent(bytes, OTHER), beyond});
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return undefined;
    };
    assert.equal(message({size: 10, md5: MD5}, 7, 5), 'The replica has 12 bytes, the catalogue says 10.');
    assert.equal(
      message({size: 10, md5: MD5}, 10, 0),
      `The checksum is wrong: md5 ${OTHER}, the catalogue says ${MD5}.`,
    );
  });
});
