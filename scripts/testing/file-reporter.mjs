/**
 * A reporter of mocha for many files side by side: one line a file, when it is over, and what failed in it below. Tests
 * of one file come together in both modes of mocha, so nothing is mixed up.
 */
import {relative} from 'node:path';
import mocha from 'mocha';
import {root} from '../setup/root.mjs';
import {rememberSeconds} from './seconds.mjs';

const {Base} = mocha.reporters;
const {EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_END, EVENT_TEST_FAIL} = mocha.Runner.constants;

export default class FileReporter extends Base {
  /** Of the file that is told of at present. */
  #file;
  #milliseconds = 0;
  #tests = 0;
  #failures = [];
  #failedFiles = [];
  #seconds = {};

  constructor(runner, options) {
    super(runner, options);
    runner.on(EVENT_HOOK_END, (hook) => this.#took(hook));
    runner.on(EVENT_TEST_END, (test) => {
      this.#took(test);
      this.#tests++;
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      this.#enter(test.file ?? error?.file);
      this.#failures.push(test);
    });
    runner.once(EVENT_RUN_END, () => {
      this.#leave();
      this.#sumUp();
    });
  }

  #took({file, duration = 0}) {
    this.#enter(file);
    this.#milliseconds += duration;
  }

  #enter(path) {
    if (path === undefined) return; // a hook for all files
    const file = relative(root, path);
    if (file === this.#file) return;
    this.#leave();
    this.#file = file;
  }

  #leave() {
    if (this.#file !== undefined || this.#failures.length > 0)
      this.#tell(this.#file ?? 'outside of all files');
    this.#file = undefined;
    this.#milliseconds = 0;
    this.#tests = 0;
    this.#failures = [];
  }

  #tell(file) {
    const seconds = this.#milliseconds / 1000;
    const failed = this.#failures.length > 0;
    const facts = `${seconds.toFixed(1).padStart(6)} s ${String(this.#tests).padStart(4)}`;
    Base.consoleLog('%s  %s', facts, failed ? Base.color('fail', `${file}: FAILED`) : file);
    this.#seconds[file] = Math.max(seconds, this.#seconds[file] ?? 0);
    if (!failed) return;
    this.#failedFiles.push(file);
    Base.list(this.#failures);
  }

  #sumUp() {
    const {passes, failures, pending, duration} = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    Base.consoleLog(
      '\n%d passed, %d failed%s, in %d s',
      passes,
      failures,
      skipped,
      Math.round(duration / 1000),
    );
    for (const file of new Set(this.#failedFiles)) Base.consoleLog('  failed: npm test -- %s', file);
    rememberSeconds(this.#seconds);
  }
}
