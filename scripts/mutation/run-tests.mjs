/**
 * A process that has loaded some tests and runs them again and again, each time with another mutant: loading takes
 * longer than most tests. Takes messages `{mutant, titles}`, answers as `run` does.
 */
import {readFileSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import Mocha from 'mocha';
import {root} from '../setup/root.mjs';
import {mutation} from './load-mutant.mjs';

const NO_MUTANT = -1;
const {require: hooks, timeout} = JSON.parse(readFileSync(`${root}/.mocharc.unit.json`, 'utf8'));

const mocha = new Mocha({reporter: class {}, timeout});
mocha.cleanReferencesAfterRun(false);
for (const hook of hooks) {
  const {mochaHooks} = await import(`${root}/${hook}`);
  if (mochaHooks) mocha.rootHooks(mochaHooks);
}
for (const file of process.argv.slice(2)) mocha.addFile(file);
await mocha.loadFilesAsync();
/** reached while it was loaded: what is made of these stays for the whole process */
const atLoad = [...mutation.reached];

process.on('message', async ({mutant, titles}) => process.send(await run(mutant, titles)));
process.on('disconnect', () => process.exit());
process.send('loaded');

/**
 * @param mutant its id; undefined for the one that was active from the start
 * @param titles full titles of the tests; undefined for all of them
 * @returns whether all passed, and of each test its file, how long it took in ms and which mutants it reached
 */
function run(mutant, titles) {
  mutation.active = mutant ?? Number(process.env.MUTANT);
  const isTrial = mutation.active === NO_MUTANT;
  mocha.bail(!isTrial);
  mocha.grep(titles === undefined ? /^/ : new RegExp(`^(?:${titles.map(RegExp.escape).join('|')})$`));
  const tests = new Map();
  const before = new Map();
  const reached = () => {
    const ids = [...mutation.reached];
    mutation.reached.clear();
    return ids;
  };
  return new Promise((settle) => {
    reached();
    const runner = mocha.run((failures) => {
      const all = [...tests].map(([title, {file, ms, ids}]) => {
        return {title, file, ms, reached: [...new Set([...ids, ...(before.get(file) ?? [])])]};
      });
      settle({passed: failures === 0 && tests.size > 0, tests: all, atLoad});
    });
    // What a hook for several tests comes by belongs to all tests of its file.
    runner.on('hook end', ({type, file}) => {
      if (type?.endsWith('All')) before.set(file, [...(before.get(file) ?? []), ...reached()]);
    });
    runner.on('test', (test) => (test.begin = performance.now()));
    runner.on('test end', (test) => {
      const title = test.fullTitle();
      const ids = [...(tests.get(title)?.ids ?? []), ...reached()];
      tests.set(title, {file: test.file, ms: performance.now() - test.begin, ids});
    });
  });
}
