import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('cat', () => {
  let dir: string;
  let alien: Program;
  useScene({storage: true}, (scene) => ({dir, alien} = scene));

  it('prints the bytes of files, whatever they are, one after the other', async () => {
    const [one, two] = [randomBytes(300_000), Buffer.from('\n\n text \n\n')];
    writeFileSync(join(dir, 'one'), one);
    writeFileSync(join(dir, 'two'), two);
    await alien.ok('cp', 'file:one', 'file:two', 'alien:./');
    await alien.ok('touch', 'empty');
    await alien.shell('alien cat one empty two > both');
    assert.ok(readFileSync(join(dir, 'both')).equals(Buffer.concat([one, two])));
  });

  it('leaves nothing of what it fetched', async () => {
    await alien.ok('cat', 'two');
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('alien-')),
      [],
    );
  });

  it('keeps to the limit of the rate in the settings, as every transfer does', async () => {
    writeFileSync(join(dir, 'large'), randomBytes(3_000_000));
    await alien.ok('cp', 'file:large', 'alien:large');
    const timed = async (line: string) => {
      const began = performance.now();
      assert.equal((await alien.shell(line)).code, 0);
      return performance.now() - began;
    };
    const free = await timed('alien cat large > copy');
    const limited = await timed('ALIEN_LIMIT_RATE=2M alien cat large > copy');
    assert.ok(limited - free > 500, `${free.toFixed()} ms without a limit, ${limited.toFixed()} ms with one`);
  });

  it('says what it cannot print', async () => {
    await alien.ok('mkdir', 'directory');
    const directory = await alien.run('cat', 'directory');
    assert.deepEqual([directory.code, directory.stdout], [21, '']);
    assert.match(directory.stderr, /directory is a directory/);
    assert.equal((await alien.run('cat', 'nowhere')).code, 2);
  });
});
