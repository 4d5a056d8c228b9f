import {fork} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../setup/root.mjs';

const OPTIONS = ['--conditions=alien-source', '--disable-warning=ExperimentalWarning'];

/** A process that has loaded a module and its tests, and runs them for one change of the module after another. */
export class TestRun {
  #child;
  #copy;
  #loaded;

  /**
   * @param module absolute path
   * @param source of the module, in which `globalThis.change` says which change is in force
   * @param tests paths below the root
   * @param scratch a directory for what the process reads
   */
  constructor(module, source, tests, scratch) {
    this.#copy = join(scratch, `${Math.random()}.ts`);
    writeFileSync(this.#copy, source);
    this.#child = fork(join(root, 'scripts/mutation/run-tests.mjs'), tests, {
      cwd: root,
      stdio: 'ignore',
      execArgv: OPTIONS,
      detached: true, // it ends with all that it has started
      env: {
        ...process.env,
        MUTATED: module,
        MUTANT: this.#copy,
        NODE_COMPILE_CACHE: join(scratch, 'compiled'),
      },
    });
    this.#loaded = this.#next(Infinity);
  }

  /** Whether all tests pass, within so many ms; @returns undefined where the process is of no more use. */
  async passes(change, limit) {
    if ((await this.#loaded) === undefined) return undefined;
    this.#child.send(change, () => undefined);
    return await this.#next(limit);
  }

  end() {
    const {exitCode, signalCode, pid} = this.#child;
    if (exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
    rmSync(this.#copy, {force: true});
  }

  #next(limit) {
    return new Promise((settle) => {
      const timer = limit === Infinity ? undefined : setTimeout(() => answer(undefined), limit);
      const gone = () => answer(undefined);
      const answer = (value) => {
        clearTimeout(timer);
        this.#child.off('message', answer).off('exit', gone);
        settle(value);
      };
      this.#child.on('message', answer).on('exit', gone);
    });
  }
}
