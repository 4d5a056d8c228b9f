import assert from 'node:assert/strict';
import fc from 'fast-check';
import {jobIds} from '../../../src/lib/jobs/job-ids.ts';

describe('numbers of jobs', () => {
  it('may be joined by commas', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat().map(String), {minLength: 1}), {minLength: 1}), (words) =>
        assert.deepEqual(jobIds(words.map((ids) => ids.join(','))), words.flat()),
      ),
    );
  });

  it('are nothing else: the service would pass over it, or read a number in it', () => {
    fc.assert(
      fc.property(
        fc.string({unit: 'grapheme'}).filter((word) => !/^[\d,\s]*\d[\d,\s]*$/.test(word)),
        (word) => assert.throws(() => jobIds([word]), {exitCode: 22}),
      ),
    );
  });
});
