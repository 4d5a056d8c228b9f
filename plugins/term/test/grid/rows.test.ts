import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {gridEntry} from '../../src/grid/entries.ts';
import {Rows} from '../../src/grid/rows.ts';

describe('rows', () => {
  it('print as a table, numbers to the right, without what is empty or said twice', () => {
    const rows = Rows.fromAll([
      {name: 'a', size: 5, none: '', message: 'a 5', tags: ['x', 'y']},
      {name: 'long name', size: 12, none: '', message: '', tags: []},
    ]);
    assert.equal(
      inspect(rows),
      ['name       size  tags', 'a             5  x, y', 'long name    12'].join('\n'),
    );
  });

  it('stay rows when they are filtered, and are an array of other things', () => {
    const rows = Rows.fromAll([{name: 'a'}, {name: 'b'}]);
    assert.equal(inspect(rows.filter(({name}) => name === 'b')), 'name\nb');
    assert.equal(inspect([...rows.map(({name}) => name)]), "[ 'a', 'b' ]");
    assert.match(inspect(Rows.fromAll([1, 2])), /1, 2/);
    assert.match(inspect(Rows.fromAll([])), /\[\]/);
  });

  it('are counted where they are many', () => {
    const lines = inspect(Rows.fromAll(Array.from({length: 1000}, (_, n) => ({n})))).split('\n');
    assert.equal(lines.length, 202);
    assert.equal(lines.at(-1), '... and 800 more');
  });

  it('do nothing to a terminal', () => {
    const text = inspect(Rows.fromAll([{name: 'a\u001b[31mb\u0007\nc'}]));
    assert.doesNotMatch(text, /[\u0007\u001b]/); // eslint-disable-line no-control-regex -- they are what must not be there
    assert.equal(text.split('\n').length, 2);
  });
});

describe('an entry', () => {
  it('of ls', () => {
    const told = {
      ctime: '1795989134000',
      group: 'g',
      name: 'my dir/',
      path: '/alice/my dir//',
      permissions: 'drwxr-xr-x',
      size: '0',
      user: 'u',
    };
    assert.deepEqual(gridEntry(told), {
      name: 'my dir',
      type: 'directory',
      size: 0,
      time: new Date(1795989134000),
      owner: 'u',
      group: 'g',
      permissions: 'rwxr-xr-x',
      lfn: '/alice/my dir',
      md5: '',
    });
  });

  it('with numbers, as some commands tell them', () => {
    const {size, time} = gridEntry({lfn: '/a/b', name: 'b', type: 'f', size: 7, ctime: 5000});
    assert.deepEqual({size, time}, {size: 7, time: new Date(5000)});
  });

  it('of find', () => {
    const told = {
      lfn: '/a/b',
      perm: '755',
      owner: 'u',
      gowner: 'g',
      size: '7',
      ctime: '5',
      name: 'b',
      type: 'f',
      md5: 'ff',
    };
    const {name, type, size, permissions, md5} = gridEntry(told);
    assert.deepEqual(
      {name, type, size, permissions, md5},
      {name: 'b', type: 'file', size: 7, permissions: '755', md5: 'ff'},
    );
  });
});
