import assert from 'node:assert/strict';
import {OptionError, parseOptions} from '../../../src/service/call/options.ts';

const SPECS = {
  l: 'flag',
  a: 'flag',
  n: 'number',
  s: 'text',
  x: 'maybe-text',
  e: 'texts',
  bulk: 'flag',
  printid: 'flag',
} as const;

function parse(...input: string[]): Record<string, unknown> {
  const {options, words} = parseOptions(SPECS, input);
  const given = Object.entries(options).filter(
    ([, value]) => value !== false && value !== undefined && String(value) !== '',
  );
  return {...Object.fromEntries(given), words: words.join(' ')};
}

function complaint(...input: string[]): string {
  try {
    parse(...input);
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  return 'none';
}

describe('the option parser of the service', () => {
  it('takes letters one by one, in clusters and mixed with words', () => {
    assert.deepEqual(parse('-l', 'x', '-a'), {l: true, a: true, words: 'x'});
    assert.deepEqual(parse('-la', 'x'), {l: true, a: true, words: 'x'});
    assert.deepEqual(parse('--', '-l'), {words: '-l'});
    assert.deepEqual(parse('-'), {words: '-'});
  });

  it('takes arguments attached, separated and after an equals sign', () => {
    for (const form of [['-n5'], ['-n', '5'], ['-n=5'], ['-ln5', '-l']])
      assert.equal(parse(...form)['n'], 5, form.join(' '));
  });

  it('takes the next word for a required argument, even if it looks like an option', () => {
    assert.deepEqual(parse('-s', '-l'), {s: '-l', words: ''});
  });

  it('leaves an option alone where an argument is not required', () => {
    assert.deepEqual(parse('-x', '-l'), {l: true, words: ''});
    assert.deepEqual(parse('-x', 'y'), {x: 'y', words: ''});
  });

  it('takes long names with one dash or two, and abbreviations of them', () => {
    for (const form of ['-bulk', '--bulk', '-bul', '--b']) assert.equal(parse(form)['bulk'], true, form);
    assert.equal(parse('-printi')['printid'], true);
  });

  it('collects what may be repeated', () => {
    assert.deepEqual(parse('-e', 'a', '-e', 'b'), {e: ['a', 'b'], words: ''});
  });

  it('complains as the service does', () => {
    assert.equal(complaint('-Zzq'), 'Z is not a recognized option');
    assert.equal(complaint('-lZ'), 'Z is not a recognized option');
    assert.equal(complaint('--no-such-option'), 'no-such-option is not a recognized option');
    assert.equal(complaint('-n', 'abc'), "Cannot parse argument 'abc' of option n");
    assert.equal(complaint('-s'), 'Option s requires an argument');
    assert.equal(
      complaint('-s', 'a', '-s', 'b'),
      'Found multiple arguments for option s, but you asked for only one',
    );
  });
});
