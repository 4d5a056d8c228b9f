import assert from 'node:assert/strict';
import fc from 'fast-check';
import {isMisread} from '../../../src/lib/paths/misread-name.ts';
import {lifeOf, thisProcess} from '../../../src/lib/traces/process-mark.ts';
import {
  contentKey,
  destinationKey,
  isIncomplete,
  isLeftover,
  isOnItsWay,
  isTemporary,
  packedName,
  partialName,
  readTemporaryName,
  temporaryDirectoryName,
  temporaryName,
} from '../../../src/lib/traces/temporary-name.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

const NAMES = fc
  .tuple(
    fc.constantFrom('', '.', '..', '...'),
    fc.string({unit: 'grapheme', minLength: 1, maxLength: 300, size: 'max'}),
  )
  .map((parts) => parts.join(''));
const INCOMPLETE = ['part', 'stale'] as const;
const ON_ITS_WAY = ['replacing', 'aside'] as const;
const GONE = {...thisProcess(), pid: GONE_PID};

describe('a temporary name', () => {
  it('is hidden, fits every file system, holds nothing that a server expands, and is read again', () => {
    fc.assert(
      fc.property(NAMES, fc.constantFrom(...INCOMPLETE, ...ON_ITS_WAY), (name, kind) => {
        const temporary = temporaryName(name, kind);
        assert.match(temporary, /^\./);
        assert.ok(Buffer.byteLength(temporary) <= 255);
        assert.doesNotMatch(temporary, /[*?\0\n]/);
        assert.equal(isMisread(temporary), false);
        assert.deepEqual(readTemporaryName(temporary), {kind, process: thisProcess()});
      }),
    );
  });

  it('cuts between characters', () => {
    assert.doesNotMatch(temporaryName('文'.repeat(100)), /\uFFFD/);
  });

  it('is never given twice', () => {
    const names = new Set(Array.from({length: 1000}, () => temporaryName('x')));
    assert.equal(names.size, 1000);
  });

  it('tells what is incomplete from what may be the only copy, and a leftover by its process', () => {
    for (const [maker, isGone] of [[thisProcess(), false] as const, [GONE, true] as const]) {
      const incomplete = INCOMPLETE.map((kind) => temporaryName('x', kind, maker));
      const partial = partialName('x', [], maker);
      const names = [...incomplete, partial, packedName(partial), temporaryDirectoryName(maker)];
      for (const name of names)
        assert.deepEqual(
          [isIncomplete(name), isOnItsWay(name), isLeftover(name)],
          [true, false, isGone],
          name,
        );
      for (const name of ON_ITS_WAY.map((kind) => temporaryName('x', kind, maker)))
        assert.deepEqual(
          [isIncomplete(name), isOnItsWay(name), isLeftover(name)],
          [false, true, false],
          name,
        );
    }
  });

  it('of an earlier version is known, and removed only where its process is known to be gone', () => {
    const [machine] = ['0ld1'];
    const keys = `${destinationKey('x')}-${contentKey(['x'])}`;
    const partial = `.x.alien-${keys}-${machine}-17.part`;
    const earlier = [
      partial,
      `${partial}.packed`,
      '.x.AbCd_-12.part',
      '.x.AbCd_-12.part.packed',
      '.x.AbCd_-12.alien-part',
      '.x.AbCd_-12.alien-old',
      'x.01234567-89ab-cdef-0123-456789abcdef.old',
    ];
    for (const name of earlier) assert.deepEqual([isTemporary(name), isLeftover(name)], [true, false], name);
    const {partial: read, process: maker} = readTemporaryName(partial) ?? assert.fail();
    assert.deepEqual(read, {destination: destinationKey('x'), content: contentKey(['x'])});
    assert.ok(maker);
    assert.deepEqual([maker.pid, lifeOf(maker)], [17, 'unknown']);
    assert.ok(!isIncomplete('.holiday.download.part'), 'it may be a file of the user');
  });

  it('is none that others give', () => {
    const others = [
      '.x.part',
      '.x.old',
      '.x.packed',
      'x.part',
      'x.old',
      'alien-x',
      'alien-grid-12345678',
      'x',
      '',
    ];
    for (const name of [...others, 'x.alien-a-b.part', '.bashrc.old']) assert.ok(!isTemporary(name), name);
  });
});

describe('the name of a partial file', () => {
  it('is hidden, fits every file system with its ending, and is read again', () => {
    fc.assert(
      fc.property(NAMES, fc.string(), (name, md5) => {
        const part = partialName(name, [name, md5]);
        assert.match(part, /^\./);
        assert.ok(Buffer.byteLength(packedName(part)) <= 255);
        const partial = {destination: destinationKey(name), content: contentKey([name, md5])};
        assert.deepEqual(readTemporaryName(part), {kind: 'part', process: thisProcess(), partial});
        const packed = {kind: 'packed', process: thisProcess(), partial};
        assert.deepEqual(readTemporaryName(packedName(part)), packed);
      }),
    );
  });

  it('tells contents and destinations apart', () => {
    assert.notEqual(partialName('a', ['x']), partialName('a', ['y']));
    assert.notEqual(contentKey(['a', 'b']), contentKey(['ab']));
    assert.notEqual(destinationKey('a'), destinationKey('b'));
  });
});
