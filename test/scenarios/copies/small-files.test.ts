import assert from 'node:assert/strict';
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {accessRead} from '../../../src/lib/catalogue/access.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {type CopyBox, HOME, useCopyBox} from './copy-box.ts';
import {Program} from '../stage/program.ts';

describe('many small files', () => {
  let box: CopyBox;
  const local = (name: string) => join(box.dir, name);

  useCopyBox((opened) => (box = opened));

  it('are fetched from elsewhere where their nearest replicas are lost, damaged or cut short', async () => {
    await mkdir(local('many'));
    for (let index = 0; index < 50; index++) await writeFile(local(`many/${index}`), `content ${index}`);
    assert.equal((await box.copy('file:many/', 'alien:many@disk:2')).copied, 50);
    const stored = await box.stored();
    const filesOf = async (index: number): Promise<string[]> => {
      const replicas = await accessRead(box.session, `${HOME}/many/${index}` as Lfn);
      return replicas.map(({url}) => {
        const path = url.slice(url.indexOf('//', 'root://'.length) + 1);
        return stored.find((file) => file.endsWith(path)) ?? path;
      });
    };
    const [lost = '', damaged = '', short = ''] = (await Promise.all([7, 20, 33].map(filesOf))).map(
      ([nearest]) => nearest,
    );
    await rm(lost);
    await writeFile(damaged, 'CONTENT 20');
    await writeFile(short, 'conten');
    const gone = await filesOf(41);
    assert.equal(gone.length, 2);
    for (const file of gone) await rm(file);

    const {copied, failures, warnings} = await box.copy('alien:many/', 'file:fetched');
    assert.equal(copied, 49);
    assert.deepEqual(
      failures.map(({source, exitCode}) => [source, exitCode]),
      [[`${HOME}/many/41`, 2]],
    );
    assert.equal(warnings.filter((warning) => warning.includes('is damaged')).length, 2);
    const expected = Array.from({length: 50}, (_, index) => String(index)).filter((name) => name !== '41');
    assert.deepEqual(await box.localNames('fetched'), expected.sort());
    for (const name of expected)
      assert.equal(await readFile(local(`fetched/${name}`), 'utf8'), `content ${name}`);
  });

  it('are whole or not there when the program is killed, and the next run brings the rest', async () => {
    const content = (name: string) => `${name} `.repeat(500);
    const names = Array.from({length: 200}, (_, index) => String(index));
    await mkdir(local('tree'));
    for (const name of names) await writeFile(local(`tree/${name}`), content(name));
    assert.equal((await box.copy('file:tree/', 'alien:tree@disk:1')).copied, names.length);

    const alien = new Program(box.grid.env(), box.dir);
    const {child, finished} = alien.start('cp', 'alien:tree/', 'file:killed');
    child.stdout?.once('data', () => child.kill('SIGKILL'));
    await finished;
    const arrived = (await box.localNames('killed')).filter((name) => !name.startsWith('.'));
    for (const name of arrived) assert.equal(await readFile(local(`killed/${name}`), 'utf8'), content(name));

    await alien.ok('cp', 'alien:tree/', 'file:killed');
    assert.equal(box.differences('tree', 'killed'), '');
  });
});
