import assert from 'node:assert/strict';
import fc from 'fast-check';
import {splitWords} from '../../../../src/lib/copy/operands/list-words.ts';
import {checkedLines, parsePairs} from '../../../../src/lib/copy/operands/pair-list.ts';
import {pathsBelowCommon} from '../../../../src/lib/copy/operands/below-common.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

describe('splitWords', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['  \t ', []],
    ['a b', ['a', 'b']],
    ['  a\t\tb  ', ['a', 'b']],
    [`'a b' "c d"`, ['a b', 'c d']],
    [`a' 'b`, ['a b']],
    [`"it's" 'say "x"'`, [`it's`, 'say "x"']],
    ['a\\ b c\\\\d', ['a b', 'c\\d']],
    [`"a\\"b\\\\c\\d" 'e\\'`, ['a"b\\c\\d', 'e\\']],
    ['# a b', []],
    ['a b # c', ['a', 'b']],
    ['a#b #c', ['a#b']],
    [`'#a' \\#b`, ['#a', '#b']],
    [`'' ""`, ['', '']],
  ];
  for (const [line, words] of table)
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(splitWords(line), words));

  for (const line of [`'a`, `"a`, `a"b c`, 'a\\'])
    it(`refuses ${line}`, () => assert.throws(() => splitWords(line), UserError));

  it('gives back any words that were quoted for it', () => {
    const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary'})), (words) => {
        assert.deepEqual(splitWords(words.map(quoted).join(' ')), words);
      }),
    );
  });

  it('never fails in another way than by a UserError', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab'"\\# ]{0,12}$/), (line) => {
        try {
          splitWords(line);
        } catch (error) {
          assert.ok(error instanceof UserError);
        }
      }),
    );
  });
});

describe('parsePairs', () => {
  it('keeps the numbers of the lines', async () => {
    assert.deepEqual(await parsePairs('# list\r\n\nalien:a file:b\r\nfile:c alien:d@disk:2 # up\n'), [
      {line: 3, source: 'alien:a', destination: 'file:b'},
      {line: 4, source: 'file:c', destination: 'alien:d@disk:2'},
    ]);
  });

  it('names all bad lines, but not thousands', async () => {
    const text = ['a b', 'a', 'a b c', `'a b`, `'' b`, ...Array<string>(50).fill('x')].join('\n');
    await assert.rejects(parsePairs(text), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /Line 2: a has no destination\.\nLine 3: there are 3 words/);
      assert.match(error.message, /Line 4: the ' is not closed\nLine 5: a name is empty/);
      assert.match(error.message, /\.\.\. and 44 more$/);
      return error.exitCode === 22;
    });
  });
});

describe('the bad lines of a list', () => {
  it('are named up to ten, and then counted', async () => {
    const message = async (count: number) => {
      const text = Array<string>(count).fill('x').join('\n');
      return await parsePairs(text).then(
        () => '',
        (error: unknown) => String(error),
      );
    };
    assert.match(await message(10), /Line 10: x has no destination\.$/);
    assert.match(await message(11), /Line 10: .*\n\.\.\. and 1 more$/);
  });

  it('are those that the user wrote: a bug is told as one', async () => {
    const bug = new TypeError('a bug');
    const read = () => Promise.reject(bug);
    await assert.rejects(checkedLines([{line: 1}], read), bug);
  });
});

describe('pathsBelowCommon', () => {
  const table: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['/a/b/x'], ['x']],
    [['x'], ['x']],
    [
      ['/a/b/x', '/a/c/y'],
      ['b/x', 'c/y'],
    ],
    [
      ['/a/b/x', '/a/b/y/'],
      ['x', 'y'],
    ],
    [
      ['/a/b', '/a/b/c'],
      ['b', 'b/c'],
    ],
    [
      ['a/x', '/a/x'],
      ['a/x', 'a/x'],
    ],
    [
      ['./a/x', 'a//y'],
      ['x', 'y'],
    ],
    [
      ['../x', '../y'],
      ['x', 'y'],
    ],
    [
      ['/a/b/*.root', '/a/c/x'],
      ['b', 'c/x'],
    ],
    [['/a/b/*/*.root'], ['']],
    [['*.root'], ['']],
  ];
  for (const [paths, expected] of table)
    it(`${paths.join(' ')}: ${expected.join(' ')}`, () =>
      assert.deepEqual(pathsBelowCommon(paths), expected));

  it('refuses what would leave the destination', () => {
    assert.throws(() => pathsBelowCommon(['../x', 'y']), UserError);
  });
});
