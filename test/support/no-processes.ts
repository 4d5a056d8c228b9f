/**
 * A hook of mocha for unit tests: they start no process, so that they take seconds and fail for one reason only. A file
 * of tests that needs processes is named `*.process.test.ts`; the unit tests leave it out.
 */
import childProcess from 'node:child_process';
import {syncBuiltinESMExports} from 'node:module';

/** Programs that only make what Node cannot make, or check what was made. */
const HELPERS = new Set(['mkfifo', 'mknod', 'openssl', 'groff']);

const STARTERS = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const;

const original = {...childProcess};

export const mochaHooks = {
  beforeAll() {
    for (const name of STARTERS) {
      const starter = original[name] as (...words: unknown[]) => unknown;
      Object.assign(childProcess, {
        [name]: (program: string, ...words: unknown[]) => {
          if (HELPERS.has(program)) return starter(program, ...words);
          throw new Error(`A unit test started ${program}: name its file *.process.test.ts.`);
        },
      });
    }
    syncBuiltinESMExports();
  },
  afterAll() {
    Object.assign(childProcess, original);
    syncBuiltinESMExports();
  },
};
