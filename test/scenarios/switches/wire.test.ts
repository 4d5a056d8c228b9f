import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {Program} from '../stage/program.ts';
import {type Scene, useScene} from '../stage/scene.ts';

const ONE = 'ALICE::SANDBOX::DISK1';
const run = promisify(execFile);

/** What the clients of a storage server did there. */
interface Counts {
  readonly connections: number;
  readonly reads: number;
  readonly writes: number;
}

/** Which requests the program makes, as the storage server counts them: what its own figures cannot prove. */
describe('the switches of cp that shape requests', () => {
  let grid: Scene['grid'];
  let alien: Program;
  useScene({storage: true}, async (scene) => {
    ({grid, alien} = scene);
    await mkdir(join(scene.dir, 'six'));
    for (let index = 0; index < 6; index++)
      await writeFile(join(scene.dir, `six/${index}`), `content ${index}`);
    await writeFile(join(scene.dir, 'big'), randomBytes(1 << 20));
    await alien.ok('cp', 'file:big', 'file:six/', `alien:here/@${ONE}`);
  });
  /** The counts of the first disk. It adds up what a client did when that has gone. */
  async function counts(): Promise<Counts> {
    const server = `root://127.0.0.1:${grid.storage?.[0]?.port}`;
    for (;;) {
      const {stdout} = await run('xrdfs', [server, 'query', 'stats', 'a']);
      const count = (path: RegExp) => Number(path.exec(stdout)?.[1]);
      const connected = count(/id="link"><num>(\d+)/);
      if (connected > 1) continue; // another one than this look at it
      return {
        connections: count(/<lgn><num>(\d+)/),
        reads: count(/<ops>.*<rd>(\d+)/) + count(/<ops>.*<pr>(\d+)/),
        writes: count(/<ops>.*<wr>(\d+)/),
      };
    }
  }

  /** What one run of cp does at the first disk. */
  async function during(...words: string[]): Promise<Counts & {code: number}> {
    const before = await counts();
    const {code} = await alien.run('cp', ...words);
    await grid.faults.clear(); // what hangs lets go
    const after = await counts();
    return {
      code,
      connections: after.connections - before.connections - 1, // this look at it is one
      reads: after.reads - before.reads,
      writes: after.writes - before.writes,
    };
  }

  for (const [words, connections] of [
    [[], 1],
    [['-S', '3'], 3],
    [['--streams', '2'], 2],
  ] as const)
    it(`${words.join(' ') || 'without -S'}: ${connections} connections for six files, down and up`, async () => {
      const down = await during(...words, 'alien:here/', `file:down${connections}`, '-maxsize', '1K');
      assert.deepEqual([down.code, down.connections], [0, connections]);
      const up = await during(...words, 'file:six/', `alien:streams${connections}@${ONE}`);
      assert.deepEqual([up.code, up.connections], [0, connections]);
    });

  for (const [option, size] of [
    ['-chunksz', 32_768],
    ['--chunksz', 131_072],
  ] as const)
    it(`${option} ${size}: so many bytes in a request, down and up`, async () => {
      const requests = (1 << 20) / size;
      const down = await during(option, String(size), 'alien:here/big', `file:big${size}`);
      assert.ok(down.code === 0 && Math.abs(down.reads - requests) <= 2, JSON.stringify(down));
      const up = await during(option, String(size), 'file:big', `alien:big${size}@${ONE}`);
      assert.ok(up.code === 0 && Math.abs(up.writes - requests) <= 2, JSON.stringify(up));
    });

  for (const chunks of [1, 4])
    it(`-chunks ${chunks}: so many requests are in flight when the storage falls silent`, async () => {
      await grid.faults.set(`se-hang ${ONE} 100000`); // two answers of 32 KiB, and most of a third
      const words = ['-chunksz', '32768', '-timeout', '2', '-retry', '0'];
      const {code, reads} = await during('-chunks', String(chunks), ...words, 'alien:here/big', 'file:hung');
      assert.equal(code, 110);
      assert.ok(reads <= chunks + 3, String(reads));
    });
});
