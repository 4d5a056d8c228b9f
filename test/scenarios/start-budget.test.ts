import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from './program.ts';
import {useScene} from './scene.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROBE = join(ROOT, 'test/support/loaded.cjs');

/** What is in any start. */
const ALWAYS = ['bin/run.cjs', 'dist/alien.cjs', 'dist/hooks.cjs', 'plugins/alias/dist/hook.cjs'];

/**
 * What each kind of command may load. Counted, not timed: a file that comes in here is a decision, since everyone pays
 * for it each time. `builtins` counts Node's own modules, inner ones too, with some room for other versions of Node.
 */
const BUDGETS = [
  {kind: 'says what it knows', words: ['version'], files: ALWAYS, builtins: 188},
  {kind: 'reads a file here', words: ['token-info'], files: ALWAYS, builtins: 214},
  {kind: 'asks the service', words: ['pwd'], files: [...ALWAYS, 'dist/vendor/ws.cjs'], builtins: 231},
] as const;

const BYTES = 1_600_000;

interface Loaded {
  readonly files: string[];
  readonly bytes: number;
  readonly builtins: number;
}

describe('the start of a command that', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({}, (scene) => ({grid, dir} = scene));

  for (const {kind, words, files, builtins} of BUDGETS) {
    it(`${kind} loads no more than it uses (${words.join(' ')})`, async () => {
      const LOADED_FILE = join(dir, 'loaded.json');
      const env = {...grid.env(), TMPDIR: dir, LOADED_FILE, NODE_OPTIONS: `--require="${PROBE}"`};
      await new Program(env, dir).run(...words);
      const loaded = JSON.parse(readFileSync(LOADED_FILE, 'utf8')) as Loaded;
      assert.deepEqual(loaded.files.map((file) => relative(ROOT, file)).sort(), [...files].sort());
      assert.ok(loaded.builtins <= builtins, `${loaded.builtins} modules of Node, ${builtins} are allowed`);
      assert.ok(loaded.bytes <= BYTES, `${loaded.bytes} bytes, ${BYTES} are allowed`);
    });
  }
});
