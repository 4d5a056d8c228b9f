import assert from 'node:assert/strict';
import fc from 'fast-check';
import {matchesGlob} from '../../../../src/lib/copy/selection/glob.ts';
import {parseNameGrammar} from '../../../../src/lib/copy/selection/name-grammar.ts';
import {parseBytes, parseTime} from '../../../../src/lib/copy/selection/quantity.ts';
import {compileRegex, testAll} from '../../../../src/lib/copy/selection/user-regex.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

describe('parseNameGrammar', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['begin_run', 'run1.root', true],
    ['begin_run', 'xrun1.root', false],
    ['contain_a_contain_b', 'b-a', true],
    ['contain_a_contain_b', 'a', false],
    ['ends_bla', 'xbla', true],
    ['ends_bla', 'xbla.root', false],
    ['ends_bla_ext_root', 'xbla.root', true],
    ['ext_root', 'root', false],
    ['ext_root', 'x.rootx', false],
    ['ext_tar.gz', 'x.tar.gz', true],
    ['begin_a_contain_b_ends_c_ext_d', 'abc.d', true],
    ['contain_d_ext_d', 'abc.d', false],
    ['begin_contain', 'contained', true],
  ];
  for (const [grammar, name, expected] of table)
    it(`${grammar} ${expected ? 'means' : 'does not mean'} ${name}`, () =>
      assert.equal(parseNameGrammar(grammar)(name), expected));

  for (const grammar of ['', 'begin', 'begin_', 'start_x', 'begin_a_begin_b', 'begin_a_', 'contain_a_b'])
    it(`refuses ${JSON.stringify(grammar)}`, () => assert.throws(() => parseNameGrammar(grammar), UserError));

  it('means every name that is put together as it says', () => {
    const part = fc.stringMatching(/^[a-z0-9.-]{1,8}$/);
    fc.assert(
      fc.property(part, part, part, part, (begin, contain, ends, ext) => {
        const isMeant = parseNameGrammar(`begin_${begin}_contain_${contain}_ends_${ends}_ext_${ext}`);
        assert.ok(isMeant(`${begin}..${contain}..${ends}.${ext}`));
        assert.ok(!isMeant(`_${begin}..${contain}..${ends}.${ext}`));
        assert.ok(!isMeant(`${begin}..${contain}..${ends}.${ext}_`));
      }),
    );
  });
});

describe('matchesGlob', () => {
  it('agrees with the regular expression that a pattern means', () => {
    const words = fc.stringMatching(/^[ab/*?]{0,8}$/);
    fc.assert(
      fc.property(words, fc.stringMatching(/^[ab/]{0,10}$/), (pattern, text) => {
        const source = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        assert.equal(matchesGlob(pattern, text), new RegExp(`^${source}$`).test(text));
      }),
      {numRuns: 2000},
    );
  });

  it('takes no time for patterns that are hard for a regular expression', () => {
    assert.equal(matchesGlob('a*'.repeat(50) + 'b', 'a'.repeat(2000)), false);
  });
});

describe('parseBytes', () => {
  const table: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['1500', 1500],
    ['2k', 2048],
    ['1.5M', 1.5 * 1024 ** 2],
    ['3G', 3 * 1024 ** 3],
    ['1T', 1024 ** 4],
  ];
  for (const [text, bytes] of table)
    it(`${text} is ${bytes}`, () => assert.equal(parseBytes(text, '-x'), bytes));
  for (const text of ['', '-1', '1KB', '1 K', 'K', '1e3', '.5M'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseBytes(text, '-x'), UserError));
});

describe('parseTime', () => {
  it('reads unix time in seconds and milliseconds', () => {
    assert.equal(parseTime('1700000000', '-x'), 1_700_000_000_000);
    assert.equal(parseTime('1700000000123', '-x'), 1_700_000_000_123);
  });
  it('reads dates, of this zone unless they say another', () => {
    assert.equal(parseTime('2024-05-01', '-x'), new Date(2024, 4, 1).getTime());
    assert.equal(parseTime('2024-05-01 12:30', '-x'), new Date(2024, 4, 1, 12, 30).getTime());
    assert.equal(parseTime('2024-05-01T12:30:15Z', '-x'), Date.UTC(2024, 4, 1, 12, 30, 15));
    assert.equal(parseTime('2024-05-01 12:30+02:00', '-x'), Date.UTC(2024, 4, 1, 10, 30));
  });
  for (const text of ['', 'today', '123', '2024-13-01', '2024-05-01Z', '12345678901'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseTime(text, '-x'), UserError));
});

describe('regular expressions of the user', () => {
  it('end within their limit of time', () => {
    const endless = compileRegex('^(a+)+$', '--select');
    const isTooSlow = (error: unknown) => error instanceof UserError && error.exitCode === 64;
    assert.throws(() => testAll(endless, [`${'a'.repeat(60)}!`], 50), isTooSlow);
  });
  it('take the line ends that names may hold', () => {
    assert.deepEqual(testAll(compileRegex('a.b', '-x'), ['a\nb', 'ab']), [true, false]);
  });
});
