import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Scene, useScene} from '../stage/scene.ts';

describe('a name with letters beyond Latin-1, where the service refuses it', () => {
  let scene: Scene;
  useScene({storage: true}, async (opened) => {
    scene = opened;
    for (const name of ['日本', 'ok']) writeFileSync(join(scene.dir, name), 'content');
    await scene.alien.ok('cp', 'file:ok', 'alien:~/ok');
    await scene.grid.faults.set('latin-names');
  });

  const COMMANDS: readonly (readonly [words: readonly string[], code: number])[] = [
    [['cp', 'file:日本', 'alien:~/'], 2],
    [['cp', 'file:ok', 'alien:~/Ω/x'], 2],
    [['sync', 'file:.', 'alien:~/synced'], 2],
    [['mkdir', '日本'], 2],
    [['mkdir', '-p', 'a/日本/b'], 2],
    [['touch', '日本'], 13],
    [['mv', 'ok', '日本'], 5],
  ];
  for (const [words, expected] of COMMANDS) {
    it(`is what "${words.join(' ')}" names as the reason`, async () => {
      const {code, stdout, stderr} = await scene.alien.run(...words);
      assert.equal(code, expected);
      assert.match(stdout + stderr, /takes no letters beyond Latin-1 in names, such as "[日Ω]"/);
    });
  }

  it('is not blamed for what has other reasons', async () => {
    const {stderr} = await scene.alien.run('mkdir', 'no/parent');
    assert.doesNotMatch(stderr, /Latin/);
    await scene.alien.ok('mkdir', 'zürich');
  });
});
