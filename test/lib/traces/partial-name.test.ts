import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  contentKey,
  destinationKey,
  isOfThisMachine,
  partialName,
  readPartialName,
} from '../../../src/lib/traces/partial-name.ts';
import {temporaryName} from '../../../src/lib/traces/temporary-name.ts';

describe('partialName', () => {
  it('is hidden, fits every file system with its ending, and is read again', () => {
    const names = fc.string({unit: 'grapheme', minLength: 1, maxLength: 300, size: 'max'});
    fc.assert(
      fc.property(names, fc.string(), (name, md5) => {
        const partial = partialName(name, [name, md5]);
        assert.match(partial, /^\.[^/]*$|\//s);
        assert.ok(Buffer.byteLength(`${partial}.packed`) <= 255);
        for (const each of [partial, `${partial}.packed`]) {
          const read = readPartialName(each);
          assert.ok(read && isOfThisMachine(read));
          assert.equal(read.destination, destinationKey(name));
          assert.equal(read.content, contentKey([name, md5]));
          assert.equal(read.pid, process.pid);
        }
      }),
    );
  });

  it('tells contents and destinations apart', () => {
    assert.notEqual(partialName('a', ['x']), partialName('a', ['y']));
    assert.notEqual(contentKey(['a', 'b']), contentKey(['ab']));
    assert.notEqual(destinationKey('a'), destinationKey('b'));
  });

  it('takes no other name for one of its own', () => {
    for (const name of ['.x.part', temporaryName('x'), 'x.alien-a-b.part', 'x', '']) {
      assert.equal(readPartialName(name), undefined, name);
    }
  });
});
