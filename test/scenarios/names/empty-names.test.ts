import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

/** What unset variables leave: `"$X"`, `"alien:$X"`, `"$X "`. */
const EMPTY = ['', 'alien:', 'alien://', 'file:', ' '];

/** That every command looks at all its words is in `test/commands/empty-words.test.ts`. */
describe('a script whose variable is not set', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({}, (scene) => ({grid, dir, alien} = scene));

  const refused = async (...words: string[]) => {
    grid.requests.length = 0;
    const {code, stdout, stderr} = await alien.run(...words);
    assert.deepEqual([code, stdout], [22, ''], stderr);
    assert.match(stderr, /\b(?:is|are) empty|no name before/i, words.join(' '));
    assert.deepEqual(grid.requests, []);
  };

  for (const word of EMPTY)
    it(`does not mean its home with ${JSON.stringify(word)}`, async () => {
      await refused('cp', word, 'file:x');
      await refused('cp', 'alien:x', word);
      await refused('rm', '-r', 'x', word);
      await refused('chmod', '-R', '777', word);
    });

  it('gets nothing done with empty values, nor by commands that only the service knows', async () => {
    await refused('cp', '-dst', '', 'alien:x');
    await refused('cp', '--collection', 'alien:', 'file:x');
    await refused('mirror', '', 'SE');
    await refused('toXml', '-x', 'alien:', 'x');
  });

  it('does not make a file @disk:2 of what was to follow a directory', async () => {
    await refused('cp', 'file:x', 'alien:@disk:2');
    await refused('cp', 'file:x', 'alien:,ALICE::X::SE');
  });

  it('has its lists refused by the number of the line', async () => {
    writeFileSync(join(dir, 'list'), `alien:x file:y\nalien: file:z\n`);
    const {code, stderr} = await alien.run('cp', '--input', 'list');
    assert.equal(code, 22);
    assert.match(stderr, /Line 2: a name is empty/);
    assert.ok(!(await readdir(dir)).includes('y'));
  });

  it('may print and look for nothing', async () => {
    assert.equal(await alien.ok('echo', '', 'x'), ' x\n');
  });
});

describe('a name of another kind', () => {
  let dir: string;
  let alien: Program;
  useScene({}, (scene) => ({dir, alien} = scene));

  const FOREIGN: [string, RegExp][] = [
    ['root://se.cern.ch//01/12345/guid', /xrdcp/],
    ['https://host/file', /curl/],
    ['s3://bucket/x', /file:NAME and alien:NAME/],
    ['alice://x', /alien:NAME/],
    ['FILE:x', /small letters: file:NAME/],
    ['Alien:///alice/x', /small letters: alien:NAME/],
  ];
  for (const [name, advice] of FOREIGN)
    it(`is refused with what to do: ${name}`, async () => {
      await alien.ok('ls', '-a'); // what a session leaves in a home is there from now on
      const before = await readdir(dir);
      const lines = [
        ['cp', name, 'file:x'],
        ['cp', 'alien:x', name],
        ['mkdir', '-p', name],
        ['mv', 'x', name],
      ];
      for (const words of lines) {
        const {code, stderr} = await alien.run(...words);
        assert.equal(code, 22, words.join(' '));
        assert.match(stderr, advice);
      }
      assert.deepEqual(await readdir(dir), before);
      assert.equal(await alien.ok('ls', '-a'), '');
    });

  it('is not made on the grid of one of this machine', async () => {
    for (const verb of ['touch', 'mkdir', 'rm', 'ls'])
      assert.match((await alien.run(verb, 'file:x')).stderr, /on this machine/);
    await alien.ok('touch', './file:x');
    assert.equal(await alien.ok('ls'), 'file:x\n');
  });
});

describe('an option with two meanings', () => {
  let alien: Program;
  useScene({}, (scene) => ({alien} = scene));

  it('is refused: cp -n, alone and among others', async () => {
    for (const words of [['-n'], ['-fn'], ['-rn']]) {
      const {code, stderr} = await alien.run('cp', ...words, 'file:x', 'alien:y');
      assert.equal(code, 22);
      assert.match(stderr, /--dry-run[^]*--no-clobber/);
    }
  });
});
