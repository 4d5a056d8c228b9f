import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PROBE = join(ROOT, 'test/support/loaded.cjs');

/** What is in any start. */
const ALWAYS = ['bin/run.cjs', 'bin/bundle.cjs', 'dist/alien.cjs'];
const COMPLETING = ['bin/run.cjs', 'bin/bundle.cjs', 'dist/complete.cjs'];

/**
 * What each kind of command may load. Counted, not timed: a file or a module that comes in here is a decision, since
 * everyone pays for it each time. `modules` counts those of ours that are evaluated, with room for a
 * handful; `builtins` counts Node's own modules, inner ones too, with some room for other versions of Node.
 */
const BUDGETS: readonly Budget[] = [
  {kind: 'says what it knows', words: ['version'], files: ALWAYS, modules: 48, builtins: 150},
  {kind: 'reads a file here', words: ['token-info'], files: ALWAYS, modules: 62, builtins: 170},
  {kind: 'asks the service', words: ['pwd'], files: ALWAYS, modules: 112, builtins: 202},
  {kind: 'names a file', words: ['stat', '.'], files: ALWAYS, modules: 124, builtins: 202},
  {kind: 'lists', words: ['ls', '-l'], files: ALWAYS, modules: 112, builtins: 202},
  {
    kind: 'compares and copies',
    words: ['sync', '--dry-run', 'file:.', 'alien:new'],
    files: ALWAYS,
    modules: 164,
    builtins: 214,
  },
  {kind: 'looks at jobs', words: ['jobs', 'list'], files: ALWAYS, modules: 112, builtins: 202},
  {kind: 'helps', words: ['help'], files: ALWAYS, modules: 60, builtins: 150},
  {
    kind: 'helps with a command',
    words: ['ls', '--help'],
    files: [...ALWAYS, 'dist/help.cjs'],
    modules: 52,
    builtins: 153,
  },
  {kind: 'is not known here', words: ['nosuch'], files: ALWAYS, modules: 114, builtins: 202},
  {
    kind: 'completes a line',
    words: ['complete', 'bash', 'alien ver'],
    files: COMPLETING,
    modules: 0,
    builtins: 158,
  },
];

/** Of all files together: the bundle, and the code that was compiled for it. */
const BYTES = 2_700_000;

interface Budget {
  readonly kind: string;
  readonly words: readonly string[];
  readonly files: readonly string[];
  readonly modules: number;
  readonly builtins: number;
}

interface Loaded {
  readonly files: string[];
  readonly bytes: number;
  readonly builtins: number;
  readonly modules: string[];
  /** of our plugins, that were read */
  readonly manifests: string[];
}

describe('the start of a command that', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({}, (scene) => ({grid, dir} = scene));

  for (const {kind, words, files, modules, builtins} of BUDGETS) {
    it(`${kind} loads no more than it uses (${words.join(' ')})`, async () => {
      const LOADED_FILE = join(dir, 'loaded.json');
      const env = {
        ...grid.env(),
        TMPDIR: dir,
        ALIEN_AGENT: 'off',
        LOADED_FILE,
        NODE_OPTIONS: `--require="${PROBE}"`,
      };
      await new Program(env, dir).run(...words);
      const loaded = JSON.parse(readFileSync(LOADED_FILE, 'utf8')) as Loaded;
      assert.deepEqual(loaded.files.map((file) => relative(ROOT, file)).sort(), [...files].sort());
      if (!kind.startsWith('helps') && !kind.startsWith('completes')) assert.deepEqual(loaded.manifests, []);
      const {length} = loaded.modules;
      assert.ok(
        length <= modules,
        `${length} of our modules, ${modules} are allowed: ${loaded.modules.join(' ')}`,
      );
      assert.ok(loaded.builtins <= builtins, `${loaded.builtins} modules of Node, ${builtins} are allowed`);
      assert.ok(loaded.bytes <= BYTES, `${loaded.bytes} bytes, ${BYTES} are allowed`);
    });
  }
});
