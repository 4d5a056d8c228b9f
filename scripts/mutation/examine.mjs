import {changed, mutantsOf, switched} from './mutants.mjs';
import {TestRun} from './test-run.mjs';

const AT_ONCE = 2;
/** A mutant that takes so much longer than the original runs without end. */
const PATIENCE = {factor: 5, more: 5000};
/** The module as it is. */
const NONE = -1;
/** So many failures in a row may come of what the first of them has left behind. */
const MOST_IN_A_ROW = 8;

/**
 * Run the tests of a module for each small change of it.
 * @param module absolute path
 * @param tests paths below the root
 * @param scratch a directory for what the processes read
 * @returns how many changes there are, and those that no test noticed
 * @throws {Error} where the tests do not pass with the module as it is
 */
export async function examine(module, source, tests, scratch) {
  const mutants = mutantsOf(source, module);
  const start = (text) => new TestRun(module, text, tests, scratch);
  const whole = switched(source, mutants, 'globalThis.change');
  const limit = await limitOf(start(whole));
  const unnoticed = [];

  /** One change in a process of its own. */
  const alone = async (index) => {
    const run = start(mutants[index].late ? whole : changed(source, mutants[index]));
    if (await run.passes(index, limit)) unnoticed.push(mutants[index]);
    run.end();
  };
  const waiting = [...mutants.keys()];
  const work = async () => {
    let run;
    let failures = [];
    /** Failures count where the process still works. */
    const confirm = async () => {
      const doubtful = failures.splice(0);
      if (doubtful.length === 0 || (await run.passes(NONE, limit))) return;
      run.end();
      run = undefined;
      for (const index of doubtful) await alone(index);
    };
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      if (!mutants[index].late) {
        await alone(index);
        continue;
      }
      run ??= start(whole);
      const passed = await run.passes(index, limit);
      if (passed) unnoticed.push(mutants[index]);
      if (passed) failures = [];
      else failures.push(index);
      if (passed === undefined) {
        run.end();
        run = start(whole);
        failures.pop();
        for (const each of failures.splice(0)) await alone(each);
      }
      if (failures.length >= MOST_IN_A_ROW) await confirm();
    }
    await confirm();
    run?.end();
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return {all: mutants.length, unnoticed: unnoticed.sort((a, b) => a.line - b.line)};
}

/** @returns the ms after which a change counts as one without end */
async function limitOf(run) {
  const begin = Date.now();
  try {
    for (const time of ['first', 'second'])
      if (!(await run.passes(NONE, Infinity)))
        throw new Error(`The tests fail with the module as it is, the ${time} time.`);
    return ((Date.now() - begin) / 2) * PATIENCE.factor + PATIENCE.more;
  } finally {
    run.end();
  }
}
