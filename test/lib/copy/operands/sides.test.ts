import assert from 'node:assert/strict';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {readSides, type RouteDirection} from '../../../../src/lib/copy/operands/sides.ts';

/** `here`, `dir` and what begins with `local` exist on this machine. */
const onThisMachine = (path: string) => Promise.resolve(/^(?:here|dir|local.*)$/.test(path));
const read = (...words: string[]) => readSides(words.slice(0, -1), words.at(-1) ?? '', onThisMachine);

describe('readSides', () => {
  const readings: readonly (readonly [string[], RouteDirection, boolean])[] = [
    [['file:x', 'y'], 'upload', false],
    [['x', 'alien:y'], 'upload', false],
    [['alien:x', 'y'], 'download', false],
    [['x', 'file:y'], 'download', false],
    [['/alice/x', '.'], 'download', false],
    [['/alice/x', './y'], 'download', false],
    [['~/x', '../y'], 'download', false],
    [['here', '/alice/x'], 'upload', false],
    [['missing', '/alice/x'], 'upload', false],
    [['here', 'y'], 'upload', true],
    [['missing', 'y'], 'download', true],
    [['missing', '.'], 'download', true],
    [['local1', 'local2', 'y'], 'upload', true],
    [['alien:x', 'alien:y'], 'grid', false],
    [['alien:x', '/alice/y'], 'grid', false],
    [['/alice/x', '/alice/y'], 'grid', false],
  ];
  for (const [words, direction, noted] of readings) {
    it(`reads ${words.join(' ')} as ${direction}${noted ? ', and says so' : ''}`, async () => {
      const sides = await read(...words);
      assert.equal(sides.direction, direction);
      assert.equal(sides.note !== undefined, noted);
    });
  }

  const refused: readonly (readonly [string[], RegExp])[] = [
    [['file:x', 'file:y'], /on this machine/],
    [['file:x', 'alien:y', 'z'], /all on this machine or all on the grid/],
    [['/alice/x', 'here', 'z'], /all on this machine or all on the grid/],
    [['here', 'missing', 'z'], /no local missing/],
    [['file:a\0b', 'z'], /NUL/],
    // Read as an upload, these would replace what has the name on the grid.
    [['here', '.'], /which side is on the grid/],
    [['here', './y'], /which side is on the grid/],
    [['here', '../y'], /which side is on the grid/],
    [['here', 'y/.'], /which side is on the grid/],
    [['here', 'dir'], /which side is on the grid/],
    [['local1', 'local2', 'dir'], /which side is on the grid/],
  ];
  for (const [words, message] of refused) {
    it(`refuses ${JSON.stringify(words.join(' '))}`, () =>
      assert.rejects(read(...words), (error) => error instanceof UserError && message.test(error.message)));
  }

  it('says how names without a prefix were read, and of how many', async () => {
    const note = async (...words: string[]) => (await read(...words)).note;
    assert.equal(await note('here', 'y'), 'Read as: file:here -> alien:y');
    assert.equal(await note('local1', 'local2', 'y'), 'Read as: file:local1 and 1 more -> alien:y');
    assert.equal(await note('a', 'b', 'c', 'y'), 'Read as: alien:a and 2 more -> file:y');
  });

  it('takes a name like those of the grid for one here, where this machine has such names', async () => {
    const direction = async (hasAlice: boolean) => {
      const exists = (path: string) => Promise.resolve(path === '/alice' && hasAlice);
      return (await readSides(['alien:x'], '/alice/y', exists)).direction;
    };
    assert.deepEqual([await direction(false), await direction(true)], ['grid', 'download']);
  });

  it('refuses a name that is missing before its specification, and a source that is none', async () => {
    for (const words of [
      ['alien:@disk:2', 'y'],
      ['file:x', 'alien:@disk:2'],
      ['file:x', 'alien:,disk:2'],
    ])
      await assert.rejects(read(...words), {exitCode: 22, message: /^There is no name before .*disk:2/});
    assert.equal((await read('alien:@me', 'y')).sources[0]?.name, '@me');
    await assert.rejects(readSides([], 'y', onThisMachine), {exitCode: 22, message: /^Nothing to copy/});
  });

  it('makes nothing by a name that an earlier step could not decode', async () => {
    await assert.rejects(read('alien:x', 'file:a\uFFFDb'), {
      exitCode: 22,
      message: /nothing is made by this name/,
    });
  });

  it('takes a specification from the side on the grid alone', async () => {
    const up = await read('file:x@disk:2', 'alien:y@disk:3');
    assert.equal(up.sources[0]?.name, 'x@disk:2');
    assert.deepEqual(up.destination, {name: 'y', specification: {text: 'disk:3', replicas: 3}});
    const down = await read('alien:y@A::B::C', 'file:x@disk:2');
    assert.equal(down.sources[0]?.specification?.text, 'A::B::C');
    assert.equal(down.destination.name, 'x@disk:2');
    const both = await read('alien:x@A::B::C', 'alien:y@disk:3');
    assert.equal(both.sources[0]?.specification?.text, 'A::B::C');
    assert.equal(both.destination.specification?.text, 'disk:3');
  });
});
