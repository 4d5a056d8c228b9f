import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Program} from '../stage/program.ts';
import {type Scene, useScene} from '../stage/scene.ts';

const [ONE, TWO] = ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2'];

/** Without any switch: nobody has to know of limits for them to help. The minute of silence is a second here. */
describe('cp where storage is silent or too slow', () => {
  const content = randomBytes(1 << 20);
  let dir: string;
  let grid: Scene['grid'];
  let alien: Program;
  useScene({storage: true}, async (scene) => {
    ({dir, grid} = scene);
    await writeFile(join(dir, 'big'), content);
    alien = new Program({...grid.env(), ALIEN_STALL_TIMEOUT: '1'}, dir);
    await alien.ok('cp', '-q', 'file:big', 'alien:big');
  });
  afterEach(() => grid.faults.clear());

  /** The storage elements at which transfers were begun, in this order. */
  async function begun(...words: string[]): Promise<string[]> {
    const stdout = await alien.ok('cp', '--json', ...words);
    return [...stdout.matchAll(/"kind":"started".*"se":"([^"]+)"/g)].map(([, se = '']) => se);
  }

  for (const fault of ['se-hang', 'se-slow'])
    it(`${fault}: the next replica is read`, async () => {
      await grid.faults.set(`${fault} ${ONE} 100000`);
      assert.deepEqual(await begun('alien:big', `file:${fault}`), [ONE, TWO]);
      assert.ok((await readFile(join(dir, fault))).equals(content));
    });

  it('another storage element takes the upload, at once', async () => {
    await grid.faults.set(`se-hang ${ONE} 100000`);
    assert.deepEqual(await begun('file:big', 'alien:replaced@disk:1'), [ONE, TWO]);
    assert.match(await alien.ok('whereis', 'replaced'), new RegExp(`^(?!.*DISK1).*${TWO}`, 's'));
  });

  it('says what to do where all are', async () => {
    for (const se of [ONE, TWO]) await grid.faults.set(`se-hang ${se} 100000`);
    const {code, stderr} = await alien.run('cp', '-retry', '0', 'alien:big', 'file:nowhere');
    assert.equal(code, 110);
    assert.match(stderr, /no data for 1000 ms[\s\S]*> Over a slow line: .*transfer\.stall-timeout/);
  });
});
