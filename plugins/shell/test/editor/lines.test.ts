import assert from 'node:assert/strict';
import {inColumns} from '../../src/editor/columns.ts';
import {continueLine} from '../../src/editor/completion.ts';
import {chordOf, cleanPaste} from '../../src/editor/keys.ts';
import {Search} from '../../src/editor/search.ts';
import {Walk} from '../../src/editor/walk.ts';

const EARLIER = ['whoami', 'ls data', 'pwd', 'ls'];

describe('the line editor', () => {
  it('walks through earlier lines that begin with what was typed', () => {
    const walk = new Walk('ls', EARLIER);
    assert.deepEqual(
      [walk.back(), walk.back(), walk.forth(), walk.forth()],
      ['ls data', undefined, 'ls', undefined],
    );
    const all = new Walk('', EARLIER);
    assert.deepEqual(
      [all.back(), all.back(), all.forth(), all.back()],
      ['whoami', 'ls data', 'whoami', 'ls data'],
    );
  });

  it('searches earlier lines letter by letter', () => {
    const search = new Search('typed', EARLIER);
    assert.equal(search.found, 'typed');
    search.type('l');
    assert.deepEqual([search.found, search.prompt], ['ls data', "search `l': "]);
    search.older();
    assert.equal(search.found, 'ls');
    search.older();
    assert.equal(search.found, 'ls');
    search.type('X');
    assert.deepEqual([search.found, search.prompt], ['typed', "not found `lX': "]);
    search.rubOut();
    assert.equal(search.found, 'ls data');
  });

  const list = (...words: string[]) =>
    words.map((word) => ({
      word,
      text: word,
      label: word.slice(word.lastIndexOf('/') + 1),
      isOpen: word.endsWith('s'),
    }));

  it('continues a line with the only name, or with what all have in common', () => {
    const one = continueLine('ls tes x', 6, {from: 3, list: list('test')}, 80);
    assert.deepEqual(one, {line: 'ls test x', cursor: 7, list: []});
    assert.equal(continueLine('ls te', 5, {from: 3, list: list('test')}, 80).line, 'ls test ');
    assert.equal(continueLine('ls dirs', 7, {from: 3, list: list('dirs')}, 80).line, 'ls dirs');
    assert.equal(continueLine("ls 'te", 6, {from: 3, list: list("'te st")}, 80).line, "ls 'te st' ");
    assert.equal(continueLine('ls t', 4, {from: 3, list: list('test1', 'test2')}, 80).line, 'ls test');
  });

  it('lists names where it cannot continue, and stays as it was where there is none', () => {
    const several = continueLine('ls test', 7, {from: 3, list: list('test1', 'test2')}, 80);
    assert.deepEqual(several, {line: 'ls test', cursor: 7, list: ['test1  test2']});
    assert.deepEqual(continueLine('ls x', 4, {from: 3, list: []}, 80), {line: 'ls x', cursor: 4, list: []});
    const many = Array.from({length: 500}, (_, i) => `name${i}x`.padEnd(70, 'x'));
    assert.match(
      continueLine('ls name', 7, {from: 3, list: list(...many)}, 80).list.at(-1) ?? '',
      /460 more rows/,
    );
  });

  it('puts names into columns, read downwards', () => {
    assert.deepEqual(inColumns(['a', 'bb', 'c', 'd', 'e'], 9), ['a   d', 'bb  e', 'c']);
    assert.deepEqual(inColumns(['a-long-name', 'b'], 5), ['a-long-name', 'b']);
    assert.deepEqual(inColumns([], 80), []);
  });

  it('takes nothing out of a paste that could be a key', () => {
    assert.equal(cleanPaste('a\r\nb\rc\td\u001b[31m\u0003\u009be'), 'a\nb\nc d[31me');
  });

  it('calls keys by their names', () => {
    const key = {text: undefined, name: 'r', ctrl: true, meta: false, sequence: ''};
    assert.deepEqual([chordOf(key), chordOf({...key, ctrl: false})], ['ctrl-r', '']);
    assert.equal(chordOf({...key, name: 'up', ctrl: false, meta: true}), 'alt-up');
  });
});
