import assert from 'node:assert/strict';
import fc from 'fast-check';
import {isMisread} from '../../../src/lib/paths/misread-name.ts';
import {temporaryName} from '../../../src/lib/traces/temporary-name.ts';

const NAMES = fc
  .tuple(
    fc.constantFrom('', '.', '..', '...'),
    fc.string({unit: 'grapheme', minLength: 1, maxLength: 300, size: 'max'}),
  )
  .map((parts) => parts.join(''));

describe('temporaryName', () => {
  it('is hidden, fits every file system and holds nothing that a server expands', () => {
    fc.assert(
      fc.property(NAMES, (name) => {
        const temporary = temporaryName(name);
        assert.match(temporary, /^\..*\.[A-Za-z0-9_-]{8}\.part$/s);
        assert.ok(Buffer.byteLength(temporary) <= 255);
        assert.doesNotMatch(temporary, /[*?\0\n]/);
        assert.equal(isMisread(temporary), false);
      }),
    );
  });

  it('cuts between characters', () => {
    assert.doesNotMatch(temporaryName('文'.repeat(100)), /\uFFFD/);
  });

  it('never gives the same name twice', () => {
    const names = new Set(Array.from({length: 1000}, () => temporaryName('x')));
    assert.equal(names.size, 1000);
  });
});
