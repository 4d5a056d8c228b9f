import {fork} from 'node:child_process';
import {once} from 'node:events';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {root} from '../setup/root.mjs';

const LOADER = pathToFileURL(join(root, 'scripts/mutation/load-mutant.mjs')).href;
const NO_MUTANT = -1;

/** A process that runs the tests of a module with one mutant after the other. */
export class TestProcess {
  #child;
  #gone;

  /**
   * @param job `module`, `mutants` (the file with all mutants of it) and `tests` (files)
   * @param mutant the id of the one that is active while all is loaded
   */
  static async start({module, mutants, tests}, mutant = NO_MUTANT) {
    const child = fork(join(root, 'scripts/mutation/run-tests.mjs'), tests, {
      cwd: root,
      stdio: 'ignore',
      execArgv: ['--conditions=alien-source', '--disable-warning=ExperimentalWarning', `--import=${LOADER}`],
      detached: true, // it ends with all that it has started
      env: {
        ...process.env,
        MUTATED: module,
        MUTANTS: mutants,
        MUTANT: String(mutant),
        NODE_COMPILE_CACHE: join(dirname(mutants), 'compiled'),
      },
    });
    const started = new TestProcess(child);
    await Promise.race([once(child, 'message'), started.#gone]);
    return started;
  }

  constructor(child) {
    this.#child = child;
    this.#gone = new Promise((settle) => child.once('exit', () => settle(undefined)));
  }

  get isUsable() {
    return this.#child.connected;
  }

  /**
   * Run some tests, all without `titles`.
   * @param mutant undefined for the one that the process was started with
   * @returns what `run` of run-tests.mjs does; undefined where they do not end within so many ms: then the process is gone
   */
  async run({mutant, titles, limit}) {
    if (!this.isUsable) return undefined;
    const timer = limit === undefined ? undefined : setTimeout(() => this.end(), limit);
    this.#child.send({mutant, titles});
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#gone])) ?? [];
    clearTimeout(timer);
    return answer;
  }

  async end() {
    if (this.isUsable) process.kill(-this.#child.pid, 'SIGKILL');
    await this.#gone;
  }
}
