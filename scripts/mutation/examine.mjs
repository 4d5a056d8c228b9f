import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {mutantsOf} from './mutants.mjs';
import {TestProcess} from './test-process.mjs';

const AT_ONCE = 2;
const NO_MUTANT = -1;
const NOT_PASSED = {passed: false};

/** So many of the quickest tests are run first: most mutants are noticed by one of them. */
const QUICK = 10;

/** Tests that take so much longer than with the original run without end. ms */
const PATIENCE = {factor: 5, more: 4000};

/**
 * Find out which mutants of a module its tests do not notice.
 * @param tests files, relative to the root
 * @param scratch a directory for what is made meanwhile
 * @param isWanted says by its id whether a mutant is looked at
 * @returns `tests`: how many files; `all`: how many mutants were looked at; `unnoticed`: id, line, change, and whether any test comes by at all
 * @throws where the tests fail as the module is
 */
export async function examine(module, tests, scratch, isWanted = () => true) {
  const {source, mutants} = mutantsOf(readFileSync(module, 'utf8'), module);
  const ids = [...mutants.keys()].filter(isWanted);
  if (tests.length === 0 || ids.length === 0) {
    return {
      tests: tests.length,
      all: ids.length,
      unnoticed: ids.map((id) => ({...mutants[id], id, reached: false})),
    };
  }
  const job = {module, mutants: join(scratch, `${Math.random()}.ts`), tests};
  writeFileSync(job.mutants, source);
  try {
    const trial = await tryOut(job);
    const waiting = ids.values();
    const unnoticed = [];
    await Promise.all(
      Array.from({length: AT_ONCE}, async () => {
        const bench = new Bench(job, trial);
        for (const id of waiting) {
          if (!(await bench.notices(id))) unnoticed.push({...mutants[id], id, reached: bench.isReached(id)});
        }
        await bench.end();
      }),
    );
    return {tests: tests.length, all: ids.length, unnoticed: unnoticed.sort((a, b) => a.line - b.line)};
  } finally {
    rmSync(job.mutants);
  }
}

/** Run all tests with the original. @returns the quickest first */
async function tryOut(job) {
  const child = await TestProcess.start(job);
  const trial = await child.run({mutant: NO_MUTANT});
  await child.end();
  if (!trial?.passed) throw new Error(`The tests of ${job.module} fail as it is: ${job.tests.join(' ')}`);
  return {tests: trial.tests.sort((a, b) => a.ms - b.ms), atLoad: new Set(trial.atLoad)};
}

/** Looks at one mutant after the other. */
class Bench {
  #job;
  #trial;
  #child;

  constructor(job, trial) {
    this.#job = job;
    this.#trial = trial;
  }

  isReached(id) {
    return this.#trial.atLoad.has(id) || this.#testsOf(id).length > 0;
  }

  async notices(id) {
    if (!this.isReached(id)) return false;
    // What is made of it while the module is loaded is there for every test.
    if (this.#trial.atLoad.has(id)) return this.#failsAfresh(id, this.#trial.tests);
    const tests = this.#testsOf(id);
    let isHidden = false;
    for (const some of [tests.slice(0, QUICK), tests.slice(QUICK)]) {
      if (some.length === 0) continue;
      const {fails, comesBy} = await this.#meets(id, some);
      if (fails) return true;
      isHidden ||= !comesBy;
    }
    // What a module keeps from one run to the next may hide a mutant: then only a fresh process can tell.
    return isHidden && this.#failsAfresh(id, tests);
  }

  async end() {
    await this.#child?.end();
  }

  /** Whether some tests fail with a mutant, and else whether they still came by it. */
  async #meets(id, tests) {
    this.#child = this.#child?.isUsable ? this.#child : await this.#start(this.#reaching());
    const result = await this.#child.run({mutant: id, ...wordsFor(tests)});
    if (result === undefined) return {fails: true};
    if (result.passed) return {fails: false, comesBy: result.tests.some(({reached}) => reached.includes(id))};
    // It may be that an earlier mutant left something behind that lets every test fail.
    const original = await this.#child.run({mutant: NO_MUTANT, ...wordsFor(tests)});
    if (original?.passed) return {fails: true};
    await this.#child.end();
    return {fails: false, comesBy: false};
  }

  async #failsAfresh(id, tests) {
    const child = await this.#start(tests, id);
    let passed = true;
    for (const some of [tests.slice(0, QUICK), tests.slice(QUICK)]) {
      if (passed && some.length > 0)
        ({passed} = (await child.run({mutant: id, ...wordsFor(some)})) ?? NOT_PASSED);
    }
    await child.end();
    return !passed;
  }

  #reaching() {
    return this.#trial.tests.filter(({reached}) => reached.length > 0);
  }

  #start(tests, mutant) {
    return TestProcess.start({...this.#job, tests: [...new Set(tests.map(({file}) => file))]}, mutant);
  }

  #testsOf(id) {
    return this.#trial.tests.filter(({reached}) => reached.includes(id));
  }
}

function wordsFor(tests) {
  const took = tests.reduce((total, {ms}) => total + ms, 0);
  return {titles: tests.map(({title}) => title), limit: took * PATIENCE.factor + PATIENCE.more};
}
