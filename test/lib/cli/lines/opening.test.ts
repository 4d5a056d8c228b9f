import assert from 'node:assert/strict';
import {OLD_NAMES, calledAs} from '../../../../src/lib/cli/lines/called-as.ts';
import {openingOf} from '../../../../src/lib/cli/lines/opening.ts';

const OPTIONS: Readonly<Record<string, readonly string[]>> = {cp: ['debug', 'json'], ls: ['json']};

function opening(argv: readonly string[], name = 'alien', hasLines = false) {
  const optionsOf = (command: string) => new Set(OPTIONS[command] ?? []);
  return openingOf(argv, {name, hasLines, optionsOf});
}

describe('the name of the program', () => {
  it('stands for a command, for all names of alien.py', () => {
    assert.equal(OLD_NAMES.length, 24);
    for (const name of OLD_NAMES) {
      const {verb} = calledAs(name);
      const own = {'alien.py': undefined, alien_cmd: undefined, alien_wbtime: 'pwd'};
      const wanted = name in own ? own[name as keyof typeof own] : name.replace(/^alien[_-]/, '');
      assert.equal(verb, wanted, name);
    }
    assert.equal(calledAs('alien_anything').verb, 'anything');
    assert.equal(calledAs('alien').verb, undefined);
    assert.equal(calledAs('my-alien').verb, undefined);
    assert.deepEqual(calledAs('alien_wbtime').env, {ALIENPY_TIMECONNECT: '1'});
  });

  it('asks for JSON', () => {
    const cases: [string, string | undefined, string][] = [
      ['alien_json', undefined, 'ALIENPY_JSON'],
      ['alien_json.py', undefined, 'ALIENPY_JSON'],
      ['alien.py_json_all', undefined, 'ALIENPY_JSONRAW'],
      ['alien_json_ls', 'ls', 'ALIENPY_JSON'],
      ['alien_ls_json', 'ls', 'ALIENPY_JSON'],
      ['alien_json_all_ls', 'ls', 'ALIENPY_JSONRAW'],
    ];
    for (const [name, verb, variable] of cases) {
      const called = calledAs(name);
      assert.deepEqual([called.verb, called.env], [verb, {[variable]: '1'}], name);
    }
  });
});

describe('the words of a command line', () => {
  const CASES: [string, string[], string[]][] = [
    ['are a command', ['ls', '-l', 'x y'], ['ls', '-l', 'x y']],
    ['are a line when they are one', ['ls -la x; pwd'], ['batch', '--command=ls -la x; pwd']],
    ['are a line without blanks', ['ls;pwd'], ['batch', '--command=ls;pwd']],
    ['are a line for the shell', ['!ls'], ['batch', '--command=!ls']],
    ['are a line in quotes of its own', [`"ls 'a b'"`], ['batch', `--command=ls 'a b'`]],
    ['are a line that begins with quotes', [`"a" 'b'`], ['batch', `--command="a" 'b'`]],
    ['are several lines', ['ls\npwd'], ['batch', '--command=ls\npwd']],
    ['are a line that stops at a failure', ['--strict', 'a; b'], ['batch', '--strict', '--command=a; b']],
    ['are a file that stops at a failure', ['--strict', 'file'], ['batch', '--strict', 'file']],
    ['may name two files in one word', ['cp', 'a b'], ['cp', 'a', 'b']],
    ['name one directory with a blank', ['ls', 'a b'], ['ls', 'a b']],
    ['name one directory for find', ['find', '/dir .log'], ['find', '/dir .log']],
    ['are nothing', [], []],
  ];
  for (const [what, argv, words] of CASES) it(what, () => assert.deepEqual(opening(argv).words, words));

  it('are split again under an old name', () => {
    assert.deepEqual(opening(['find', '/dir .log'], 'alien.py').words, ['find', '/dir', '.log']);
    assert.deepEqual(opening(['/dir .log'], 'alien_find').words, ['find', '/dir', '.log']);
    assert.deepEqual(opening(['a b'], 'alien_ls').words, ['ls', 'a b']);
  });

  it('come from stdin where there are none', () => {
    assert.deepEqual(opening([], 'alien', true).words, ['batch']);
    assert.deepEqual(opening(['-json'], 'alien.py', true), {words: ['batch'], env: {ALIENPY_JSON: '1'}});
    assert.deepEqual(opening(['--strict'], 'alien', true).words, ['batch', '--strict']);
    assert.deepEqual(opening([], 'alien_ls', true).words, ['ls']);
    assert.deepEqual(opening(['ls'], 'alien', true).words, ['ls']);
  });

  it('hold options of the program', () => {
    const debug = {ALIENPY_DEBUG: '1'};
    const cases: [string[], string[], object][] = [
      [['-debug', 'ls'], ['ls'], debug],
      [['ls', '-debug', 'x'], ['ls', 'x'], debug],
      [['ls', 'x', '-debugfile', 'f', '-debug'], ['ls', 'x'], {ALIENPY_DEBUG_FILE: 'f', ...debug}],
      [['-json', 'ls; pwd'], ['batch', '--command=ls; pwd'], {ALIENPY_JSON: '1'}],
      [['ls', '-json'], ['ls', '-json'], {}],
      [['cp', '-debug', 'x', 'y'], ['cp', '-debug', 'x', 'y'], {}],
      [['ls', '--', '-debug'], ['ls', '--', '-debug'], {}],
      [['batch', '--strict', 'f'], ['batch', '--strict', 'f'], {}],
      [['ls', '-debugfile'], ['ls', '-debugfile'], {}],
    ];
    for (const [argv, words, env] of cases) {
      assert.deepEqual(opening(argv), {words, env}, argv.join(' '));
    }
  });
});
