import assert from 'node:assert/strict';
import {readCollection} from '../../../src/catalogue/collections/collection.ts';

const lfnsIn = (...lines: string[]) =>
  readCollection(['<?xml version="1.0"?>', '<alien>', ...lines, '</alien>'].join('\n'))?.map(({lfn}) => lfn);

describe('what is taken as a collection', () => {
  it('lists files with their attributes in any order, however the lines begin and end', () => {
    for (const line of [
      '<file name="x" lfn="/a/x" />',
      '      <file lfn="/a/x" name="x"/>\r',
      '\t<file  size="2"  lfn="/a/x"  guid=""  name="x"></file>',
      '<file turl="alien:///a/other" name="lfn=" lfn="/a/x">',
    ])
      assert.deepEqual(lfnsIn(line), ['/a/x'], line);
  });

  it('says what is known of a file, if its owner and rights are', () => {
    const file = 'name="x" lfn="/a/x" guid="g" size="2" md5="m"';
    const read = (more: string) => readCollection(`<alien>\n<file ${file}${more} />`);
    assert.deepEqual(read(' owner="o" gowner="g" perm="755"'), [
      {lfn: '/a/x', guid: 'g', size: '2', md5: 'm'},
    ]);
    assert.deepEqual(read(' owner="o" gowner="" perm="755"'), [
      {lfn: '/a/x', guid: undefined, size: '2', md5: 'm'},
    ]);
  });

  it('has names as they are, or as XML has them', () => {
    assert.deepEqual(
      lfnsIn(
        '<file name="n" lfn="/a & <b>" size="1" />',
        '<file name="n" lfn="/a &amp; &lt;b&gt;" size="1" />',
        '<file name="n" lfn="/say "yes" now" size="1" />',
        '<file name="n" size="1" lfn="/last "/>"',
        '<file name="n" lfn="/größe = 1" />',
        '<file name="n" lfn="/up/../x//y/" />',
      ),
      ['/a & <b>', '/a & <b>', '/say "yes" now', '/last "/>"', '/größe = 1', '/x/y'],
    );
  });

  it('keeps the order, and each line', () => {
    assert.deepEqual(
      lfnsIn('<file lfn="/b" />', '<event name="2">', '<file lfn="/a" />', '<file lfn="/b" />'),
      ['/b', '/a', '/b'],
    );
  });

  it('has no files in lines of other kinds', () => {
    for (const line of [
      '<file name="x" />',
      '<file name="x" lfn="relative" />',
      '<files lfn="/x" />',
      'a <file lfn="/x" />',
      '<info command="find" lfn="/x" />',
    ])
      assert.deepEqual(lfnsIn(line), [], line);
  });

  it('is no other text', () => {
    for (const text of ['', 'hello\n', '<file lfn="/x" />', '<aliens>\n', `${'\n'.repeat(10)}<alien>\n`])
      assert.equal(readCollection(text), undefined, text);
    assert.deepEqual(readCollection('  <alien>\r\n</alien>'), []);
    assert.deepEqual(readCollection(`${'\n'.repeat(9)}<alien version="1">`), []);
  });

  it('takes no longer with a line that is made to be slow', () => {
    assert.deepEqual(lfnsIn(`<file ${'x="'.repeat(300_000)}`, `<file ${'" '.repeat(300_000)}`), []);
  });
});
