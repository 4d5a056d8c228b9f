import assert from 'node:assert/strict';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {storedIn} from './copy-box.ts';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('two uploads to one new name', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({storage: true}, (scene) => {
    ({grid, dir, alien} = scene);
    writeFileSync(join(dir, 'first'), 'the first');
    writeFileSync(join(dir, 'second'), 'the second one');
  });
  afterEach(async () => {
    grid.onRequest = undefined;
    await grid.faults.clear();
  });

  /** Upload `second`; when it asks for its first registration `first` is uploaded to the same name, and is quicker. */
  async function race(name: string) {
    let winner: Promise<unknown> | undefined;
    grid.onRequest = ({command}) => {
      if (command !== 'commit' || winner) return 'answer';
      winner = alien.ok('cp', 'file:first', `alien:${name}`);
      return {until: winner};
    };
    return await alien.run('cp', 'file:second', `alien:${name}`);
  }

  for (const fault of [undefined, 'no-removal']) {
    it(`fail for the later one${fault ? ', where no client may remove files' : ''}: the first keeps name and bytes`, async () => {
      if (fault) await grid.faults.set(fault);
      const before = (await storedIn(grid)).length;
      const name = `raced-${fault ?? 'plain'}`;
      const {code, stderr} = await race(name);
      assert.equal(code, 17, stderr);
      assert.match(stderr, /Another file has got the name/);
      assert.equal(await alien.ok('cat', name), 'the first');
      while ((await storedIn(grid)).length > before + 2)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal((await storedIn(grid)).length, before + 2);
    });
  }

  it('interrupted, where no client may remove files, are told in one line and forgotten by the journal', async () => {
    await grid.faults.set('no-removal');
    await grid.faults.set('commit-refused');
    for (let index = 0; index < 12; index++) writeFileSync(join(dir, `f${index}`), `content ${index}`);
    const {code, stderr} = await alien.run(
      'cp',
      ...Array.from({length: 12}, (_, i) => `file:f${i}`),
      'alien:many/',
    );
    assert.equal(code, 53);
    assert.equal(stderr.match(/lets no client remove files/g)?.length, 1, stderr);
    assert.doesNotMatch(stderr, /not removed/);
    const uploads = join(dir, '.local/state/alien/uploads');
    assert.deepEqual(readdirSync(join(uploads, readdirSync(uploads)[0] ?? '')), []);
    assert.match((await alien.run('doctor')).stdout, /uploads +ok/);
  });
});
