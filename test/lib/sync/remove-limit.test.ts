import assert from 'node:assert/strict';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {removeLimit, whyTooMany} from '../../../src/lib/sync/remove-limit.ts';

describe('the limit of removals', () => {
  it('is ten, or half of what is there', () => {
    for (const [present, limit] of [
      [0, 10],
      [20, 10],
      [21, 10],
      [22, 11],
      [100, 50],
    ] as const) {
      assert.equal(removeLimit(undefined, present), limit, String(present));
    }
  });

  it('is a number or a share of what is there', () => {
    assert.equal(removeLimit('0', 50), 0);
    assert.equal(removeLimit('7', 50), 7);
    assert.equal(removeLimit('20%', 59), 11);
    assert.equal(removeLimit('100%', 59), 59);
  });

  it('is nothing else', () => {
    for (const text of ['', '-1', '1.5', '101%', '%', '5 %', '1'.repeat(16), 'all']) {
      assert.throws(
        () => removeLimit(text, 5),
        (error) => error instanceof UserError && error.exitCode === 22,
        text,
      );
    }
  });

  it('lets as many go, and no more', () => {
    const refusal = (extra: number, more: {force?: boolean; limit?: string} = {}, source = 1) =>
      whyTooMany(more, source, 20, extra);
    assert.equal(refusal(10), undefined);
    assert.equal(refusal(11)?.exitCode, 1);
    assert.match(refusal(11)?.message ?? '', /^11 of 20 files would be deleted, more than 10/);
    assert.match(refusal(11)?.next.join() ?? '', /--delete-limit 11/);
    assert.equal(refusal(11, {force: true}), undefined);
    assert.equal(refusal(11, {limit: '11'}), undefined);
  });

  it('is nothing beside an empty source', () => {
    assert.match(whyTooMany({}, 0, 3, 3)?.message ?? '', /The source holds no files: all 3/);
    assert.equal(whyTooMany({}, 0, 3, 3)?.exitCode, 1);
    assert.equal(whyTooMany({force: true}, 0, 3, 3), undefined);
    assert.equal(whyTooMany({}, 0, 0, 0), undefined);
  });

  it('is checked even where nothing would go', () => {
    assert.throws(() => whyTooMany({limit: 'x', force: true}, 1, 1, 0), UserError);
  });
});
