import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {text} from 'node:stream/consumers';
import {join} from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** Short ones of many kinds: refusals, copies of trees, a drawn screen. `npm run test:agent` runs all. */
const CHOSEN = ['output/refusals', 'copies/sync', 'copies/copy-screen'];

describe('scenarios behind an agent', () => {
  it('pass as without it', async () => {
    const files = CHOSEN.map((name) => `test/scenarios/${name}.test.ts`);
    const mocha = spawn(process.execPath, [join(ROOT, 'node_modules/mocha/bin/mocha.js'), ...files], {
      cwd: ROOT,
      env: {...process.env, ALIEN_TEST_AGENT: 'yes'},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const told = await text(mocha.stdout);
      assert.doesNotMatch(told, /failing/);
      const [, agents, commands] = /(\d+) agents did (\d+) commands/.exec(told) ?? [];
      assert.ok(Number(agents) > 0 && Number(commands) > 0, told);
    } finally {
      mocha.kill();
    }
  });
});
