import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {AgentScene} from './agent-scene.ts';
import {ended} from '../../support/ended.ts';
import {useScene} from '../stage/scene.ts';

/** The system never answers what is asked about a file of this name: nothing is left that could. */
const HOLE = `
  const files = require('node:fs/promises');
  for (const name of ['stat', 'lstat']) {
    const real = files[name];
    files[name] = (path, ...rest) => (/never/.test(path) ? new Promise(() => undefined) : real(path, ...rest));
  }`;

describe('a command of the agent that waits for what never comes', () => {
  let at: AgentScene;
  useScene({}, async (scene) => {
    const hole = join(scene.dir, 'hole.cjs');
    await writeFile(hole, HOLE);
    at = await AgentScene.open(scene, {NODE_OPTIONS: `--require=${hole}`});
    await at.cold.ok('mkdir', 'd');
    await at.start();
  });
  after(() => at.stop());

  for (const [title, words] of [
    ['before it asks the service', ['cp', 'file:never', 'alien:there']],
    ['while its connection is open', ['cp', 'alien:d', 'file:never']],
  ] as const) {
    it(`ends ${title} as without the agent, and the agent goes on`, async () => {
      const alone = await at.cold.run(...words);
      assert.match(alone.stderr, /our fault: Error: the command waits for something/);
      await at.done(() => at.warm.ok('pwd'));
      const {workers} = await at.status();
      assert.deepEqual(await at.warm.run(...words), {...alone, code: 1});
      await Promise.race(workers.map(ended));
      assert.equal(await at.done(() => at.warm.ok('whoami')), 'demo\n');
    });
  }
});
