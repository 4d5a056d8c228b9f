import assert from 'node:assert/strict';
import {UPLOAD_FORM} from '../../../../src/lib/copy/leftovers/pending-upload.ts';

const ENTRY = {lfn: '/l', url: 'root://h//x', envelope: 'e', se: 'S', guid: 'g', booked: 1};

describe('a pending upload as it is noted', () => {
  it('is whole with all that its removal needs', () => {
    for (const more of [{}, {asked: 2}, {tried: 3}, {asked: 2, tried: 3}])
      assert.ok(UPLOAD_FORM.isEntry({...ENTRY, ...more}));
    assert.equal(UPLOAD_FORM.keyOf({...ENTRY} as Parameters<typeof UPLOAD_FORM.keyOf>[0]), ENTRY.url);
  });

  for (const key of Object.keys(ENTRY))
    it(`is not whole without ${key}`, () => {
      for (const value of [undefined, '', {}]) assert.ok(!UPLOAD_FORM.isEntry({...ENTRY, [key]: value}));
    });

  it('is not whole with times that are none', () => {
    for (const time of ['1', 1.5, NaN, null])
      for (const key of ['booked', 'asked', 'tried'])
        assert.ok(!UPLOAD_FORM.isEntry({...ENTRY, [key]: time}));
  });

  it('is for any run to take over after two days', () =>
    assert.equal(UPLOAD_FORM.silenceOfOthers, 2 * 24 * 3_600_000));
});
