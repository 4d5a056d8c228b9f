import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('a service that answers find from memory', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene(
    {storage: true},
    async (scene) => {
      ({grid, dir, alien} = scene);
      await mkdir(join(dir, 'd'));
      for (const name of ['f1', 'f2', 'f3']) await writeFile(join(dir, 'd', name), name);
    },
    'test',
  );

  const put = (name: string, content: string) =>
    grid.storeFile({lfn: `${HOME}/${name}`, owner: 'demo', content});
  const content = (name: string) => readFile(join(dir, name), 'utf8');
  const onGrid = async (name: string) => (await grid.readFile(`${HOME}/${name}`)).toString();

  it('has no part in what is uploaded: a file that was removed comes back', async () => {
    await alien.ok('cp', 'file:d', 'alien:d');
    await alien.ok('cp', 'file:d/', 'alien:d'); // it has looked at the directory
    await alien.ok('rm', 'd/f2');
    await alien.ok('cp', 'file:d/', 'alien:d');
    assert.equal(await onGrid('d/f2'), 'f2');
  });

  it('has none in what is fetched: a new file is', async () => {
    await put('g/a', 'a');
    await alien.ok('cp', 'alien:g', 'file:g');
    await put('g/b', 'b');
    await alien.ok('cp', 'alien:g/', 'file:g');
    assert.equal(await content('g/b'), 'b');
  });

  it('has none in what is deleted: what the grid has stays', async () => {
    await put('g/a', 'a');
    await alien.ok('sync', '--delete', 'alien:g', 'file:g');
    await writeFile(join(dir, 'g/b'), 'mine');
    await put('g/b', 'b');
    await alien.ok('sync', '--delete', 'alien:g', 'file:g');
    assert.equal(await content('g/b'), 'b');
  });

  for (const words of [[], ['-f']])
    it(`has none in what is compared: a replaced file is fetched, with ${words.join()}`, async () => {
      await put('g/a', 'old!');
      await alien.ok('cp', 'alien:g', 'file:g');
      await alien.ok('rm', 'g/a');
      await put('g/a', 'new!');
      await alien.ok('cp', ...words, 'alien:g/', 'file:g');
      assert.equal(await content('g/a'), 'new!');
    });

  it('is believed by the command find, unless it is told to ask anew', async () => {
    await put('g/a', 'a');
    assert.equal(await alien.ok('find', 'g', '*'), `${HOME}/g/a\n`);
    await put('g/b', 'b');
    assert.equal(await alien.ok('find', 'g', '*'), `${HOME}/g/a\n`);
    const both = `${HOME}/g/a\n${HOME}/g/b\n`;
    assert.equal(await alien.ok('find', '--fresh', 'g', '*'), both);
    await alien.ok('find', '-l', '5', 'g', '*');
    await put('g/c', 'c');
    assert.equal(await alien.ok('find', '-l', '5', 'g', '*'), both);
    assert.equal(await alien.ok('find', '--fresh', '-l', '5', 'g', '*'), `${both}${HOME}/g/c\n`);
  });

  it('tells a session what it has changed itself', async () => {
    const session = connect({env: {...process.env, ...grid.env()}, userAgent: 'test'});
    const find = async () => (await session.request('find', [HOME, 'x*'])).results.map(({lfn}) => lfn);
    assert.deepEqual(await find(), []);
    await session.request('touch', ['x1']);
    assert.deepEqual(await find(), [`${HOME}/x1`]);
    await session.sibling().request('touch', ['x2']);
    assert.deepEqual(await find(), [`${HOME}/x1`, `${HOME}/x2`]);
    session.close();
  });

  it('does not make a list that was left incomplete one to go by', async () => {
    for (const name of ['a', 'b', 'c']) await put(`g/${name}`, name);
    await alien.ok('sync', 'alien:g', 'file:g');
    await grid.faults.set('incomplete find');
    for (const more of [[], ['--force']]) {
      const {stderr, code} = await alien.run('sync', '--delete', ...more, 'alien:g', 'file:g');
      assert.equal(code, 5);
      assert.match(stderr, /list of .*\/g may be incomplete/);
    }
    assert.equal(await content('g/b'), 'b');
    await alien.ok('cp', 'file:g', 'alien:g2');
    const {stderr, code} = await alien.run('sync', '--delete', '--force', 'file:d', 'alien:g2');
    assert.deepEqual([code, /may be incomplete/.test(stderr)], [5, true]);
    assert.equal(await onGrid('g2/a'), 'a');
  });

  for (const form of ['null', 'zero'])
    it(`replaces nothing where sizes are told as ${form}`, async () => {
      await put('g/a', 'good');
      await mkdir(join(dir, 'g'));
      await writeFile(join(dir, 'g/a'), 'mine');
      await grid.faults.set(`odd-size ${form}`);
      for (const words of [
        ['cp', '-f', 'alien:g/', 'file:g'],
        ['cp', 'alien:g/a', 'file:g/a'],
        ['sync', 'alien:g', 'file:g'],
        ['sync', '--delete', '--force', 'alien:g', 'file:g'],
        ['cp', '-f', 'file:g/', 'alien:g'],
      ]) {
        const {stderr, code} = await alien.run(...words);
        assert.equal(code, 5, words.join(' '));
        assert.match(stderr, /cannot be right/);
      }
      const {stdout, code} = await alien.run('cat', 'g/a');
      assert.deepEqual([stdout, code], ['', 5]);
      assert.equal(await content('g/a'), 'mine');
      assert.equal(await onGrid('g/a'), 'good');
    });
});
