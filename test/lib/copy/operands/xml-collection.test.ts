import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {copyOperands} from '../../../../src/lib/cli/copy/operands.ts';
import {copy} from '../../../../src/lib/copy/copy.ts';
import {readText} from '../../../../src/lib/copy/read-text.ts';
import {lfnsOfCollection, pairsOfCollection} from '../../../../src/lib/copy/operands/xml-collection.ts';
import {Workbench} from '../workbench.ts';

const HOME = '/alice/home';
const collection = (...lfns: string[]) =>
  [
    '<?xml version="1.0"?>',
    '<alien>',
    '  <collection name="tempCollection">',
    ...lfns.flatMap((lfn, index) => [
      `    <event name="${index + 1}">`,
      `      <file name="x" aclId="" broken="0" dir="1" guidtime="" lfn="${lfn}" md5="7c" size="3" turl="alien://${lfn}" type="f" />`,
      '    </event>',
    ]),
    '    <info command="toXml" creator="u" date="now" timestamp="1" />',
    '  </collection>',
    '</alien>',
  ].join('\n');

describe('XML collections', () => {
  it('are read line by line, names as they are', () => {
    const odd = ['/alice/a b', '/alice/"q" & <r>', '/alice/a="b', '/alice/x'];
    assert.deepEqual(lfnsOfCollection(collection(...odd, '/alice/x')), odd);
  });

  it('are refused when they name nothing', () => {
    for (const text of ['', 'plain text', collection()])
      assert.throws(() => lfnsOfCollection(text), UserError);
  });

  it('give each file its path after the directories that all have', () => {
    const lfns = lfnsOfCollection(collection('/alice/r/1/AO2D.root', '/alice/r/2/AO2D.root'));
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
