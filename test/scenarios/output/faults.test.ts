import assert from 'node:assert/strict';
import {existsSync, globSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

/** The program against a sandbox in which something goes wrong. */
describe('alien while something goes wrong', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  const content = randomBytes(200_000);

  useScene({storage: true}, async (scene) => {
    ({grid, dir, alien} = scene);
    await writeFile(join(dir, 'f'), content);
    await alien.ok('cp', 'file:f', 'alien:f');
  });
  afterEach(() => grid.faults.clear());

  for (const fault of [
    'se-down DISK1',
    'se-wrong DISK1',
    'se-full DISK1',
    'no-md5',
    'latency 20ms',
    'cut-before access',
  ]) {
    it(`downloads in spite of: ${fault}`, async () => {
      const once = fault.startsWith('cut');
      await grid.faults.set(fault, once ? {count: 1} : {});
      const name = fault.replace(' ', '-');
      await alien.ok('cp', 'alien:f', `file:${name}`);
      assert.ok((await readFile(join(dir, name))).equals(content));
      assert.equal(grid.faults.list().length, once ? 0 : 1);
    });
  }

  it('keeps nothing of a file that is wrong everywhere', async () => {
    await grid.faults.set('se-wrong DISK1');
    await grid.faults.set('se-wrong DISK2');
    const {code, stdout, stderr} = await alien.run('cp', '--retry', '0', 'alien:f', 'file:wrong');
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /md5|checksum/i);
    assert.equal(existsSync(join(dir, 'wrong')), false);
  });

  it('says what the storage says when no disk has space', async () => {
    await grid.faults.set('se-full DISK1');
    await grid.faults.set('se-full DISK2');
    const {code, stdout, stderr} = await alien.run('cp', '--retry', '0', 'file:f', 'alien:g');
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /no space left on device/);
    assert.equal((await alien.run('stat', 'g')).code, 2, 'nothing is registered');
  });

  it('takes another storage element when the disk fills up on the way', async () => {
    await grid.faults.set('se-full DISK1 100000');
    await alien.ok('cp', 'file:f', 'alien:elsewhere@disk:1');
    assert.match(await alien.ok('whereis', 'elsewhere'), /DISK2/);
    await alien.ok('cp', 'alien:elsewhere', 'file:elsewhere');
    assert.ok((await readFile(join(dir, 'elsewhere'))).equals(content));
    const stored = globSync('storage/data/disk1/*/*/*', {cwd: grid.dir});
    assert.equal(stored.length, 1, 'of the attempt nothing is left');
  });

  it('has the exit code of a registration that was refused', async () => {
    await grid.faults.set('commit-refused');
    const {code} = await alien.run('cp', '--retry', '0', 'file:f', 'alien:h');
    assert.equal(code, 53);
  });

  it('says that a certificate is not known', async () => {
    await grid.faults.set('unauthorized');
    grid.hangUp(); // a worker of an agent has logged in before
    const {code, stderr} = await alien.run('pwd');
    assert.notEqual(code, 0);
    assert.match(stderr, /does not know the certificate/);
  });
});
