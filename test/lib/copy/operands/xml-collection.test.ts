import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {collectionXml} from '../../../../plugins/sandbox/src/service/answers/collection.ts';
import type {Located} from '../../../../plugins/sandbox/src/catalogue/entries/entry.ts';
import type {Lfn} from '../../../../plugins/sandbox/src/catalogue/names/names.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {copyOperands} from '../../../../src/lib/cli/copy/operands.ts';
import {copy} from '../../../../src/lib/copy/copy.ts';
import {readText} from '../../../../src/lib/copy/read-text.ts';
import {lfnsOfCollection, pairsOfCollection} from '../../../../src/lib/copy/operands/xml-collection.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

/** As the sandbox writes it, and a real service: all is escaped but the lfn. */
const collection = (...lfns: string[]) =>
  collectionXml(
    lfns.map((lfn, index) => file(lfn, index)),
    {command: 'toXml', creator: 'u'},
  );

function file(lfn: string, id: number): Located {
  const name = lfn.slice(lfn.lastIndexOf('/') + 1);
  const facts = {id, parent: 1, name, type: 'f' as const, owner: 'u', gowner: 'u', perm: '644', size: 3};
  return {...facts, lfn: lfn as Lfn, guid: null, md5: null, ctime: 0, expires: null, jobid: null};
}

const written = (body: string) =>
  `<?xml version="1.0"?>\n<alien><collection name="c">${body}</collection></alien>`;

describe('XML collections', () => {
  it('are read as the service writes them, names as they are', async () => {
    const odd = [
      '/alice/a b',
      '/alice/"q" & <r>',
      '/alice/a="b',
      '/alice/a&amp;b',
      '/alice/&lt;" more="x',
      "/alice/it's",
      '/alice/größe/日本',
      '/alice/x',
    ];
    for (const name of odd) assert.deepEqual(await lfnsOfCollection(collection(name)), [name]);
    assert.deepEqual(await lfnsOfCollection(collection(...odd, '/alice/x')), odd);
  });

  it('may be written in any other way that is XML', async () => {
    const ways: [string, string[]][] = [
      [
        '<event name="1"><file lfn="/a/1" name="1"/></event><event name="2"><file size="3" lfn="/a/2"/></event>',
        ['/a/1', '/a/2'],
      ],
      ["<file\n  lfn='/a/1'\n/>", ['/a/1']],
      ['<file lfn="/a/&#x31;&amp;&quot;"></file>', ['/a/1&"']],
      ['<!-- <file lfn="/a/1"/> --><file lfn="/a/2"/>', ['/a/2']],
      ['<file turl="alien:///a/1"/>', ['/a/1']],
      ['<file lfn="/a/1" turl="alien:///a/1"/><summary numberoffiles="1"/>', ['/a/1']],
    ];
    for (const [body, lfns] of ways) assert.deepEqual(await lfnsOfCollection(written(body)), lfns, body);
    assert.deepEqual(await lfnsOfCollection(`\uFEFF${written('<file lfn="/a"/>')}\r\n`), ['/a']);
  });

  it('are refused when a part of them is not understood, with its line', async () => {
    const whole = collection('/alice/1', '/alice/2', '/alice/3');
    const bad = [
      ...Array.from(whole, (_, end) => whole.slice(0, end)), // cut off, anywhere
      ...Array.from(collection('/a/&', '/a/<"'), (_, end) => collection('/a/&', '/a/<"').slice(0, end)),
      'plain text',
      written(''),
      written('<file name="x"/>'),
      written('<file lfn="relative"/>'),
      written('<file lfn="/a"/><data lfn="/b"/>'),
      written('<file lfn="/a"/><![CDATA[<file lfn="/b"/>]]>'),
      written('<file lfn="/a"/>/b'),
      written('<file lfn="/a"/><file lfn="/b" name="&unknown;"/>'),
      collection('/alice/a" lfn="/alice/b'),
    ];
    for (const text of bad) await assert.rejects(lfnsOfCollection(text), UserError, text);
    await assert.rejects(lfnsOfCollection(written('\n\n<file/>')), /line 4: a file without/);
  });

  it('give each file its path after the directories that all have', async () => {
    const lfns = await lfnsOfCollection(collection('/alice/r/1/AO2D.root', '/alice/r/2/AO2D.root'));
    assert.deepEqual(
      pairsOfCollection(lfns, 'file:to/').map(({source, destination}) => [source, destination]),
      [
        ['alien:/alice/r/1/AO2D.root', 'file:to/1/AO2D.root'],
        ['alien:/alice/r/2/AO2D.root', 'file:to/2/AO2D.root'],
      ],
    );
  });

  it('are found here and on the grid, and copied; what is not there fails alone', async () => {
    const bench = await Workbench.open();
    const services = {grid: bench.grid, storage: bench.storage, cwd: bench.dir};
    const text = collection(`${HOME}/1/f`, `${HOME}/2/f`, `${HOME}/3/f`);
    bench.place(`${HOME}/1/f`, 'one');
    bench.place(`${HOME}/2/f`, 'two');
    bench.place(`${HOME}/on-grid.xml`, text);
    await writeFile(join(bench.dir, 'here.xml'), text);
    const {signal} = new AbortController();
    const place = {cwd: bench.dir, stdin: Readable.from([])};
    for (const name of ['here.xml', 'file:here.xml', 'on-grid.xml', `alien:${HOME}/on-grid.xml`]) {
      const to = `to-${name.replaceAll(/\W/g, '')}`;
      const read = (each: string) => readText(each, services, signal);
      const request = await copyOperands([`file:${to}`], {collection: name}, read, place);
      const {copied, failures} = await copy({...request, retries: 0}, services);
      assert.deepEqual([copied, failures.map(({exitCode}) => exitCode)], [2, [2]]);
      assert.equal(await readFile(join(bench.dir, to, '2/f'), 'utf8'), 'two');
    }
    await bench.close();
  });

  it('need one directory and no other names', async () => {
    for (const names of [[], ['a', 'b']])
      await assert.rejects(
        copyOperands(names, {collection: 'c'}, () => Promise.resolve(''), {
          cwd: '/',
          stdin: Readable.from([]),
        }),
        UserError,
      );
  });
});
