// `npm run test:mutation -- PATH ...`: changes each module of these files and directories in small ways, one at a time,
// and shows which changes no unit test notices. Not in the gate: a module takes minutes.
import {spawn} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {mutantsOf} from './mutation/mutants.mjs';
import {testsOf} from './mutation/related-tests.mjs';
import {root} from './setup/root.mjs';
import {runScript} from './setup/run-script.mjs';

const AT_ONCE = 2;
/** A mutant that takes so much longer than the original runs without end. */
const PATIENCE = {factor: 5, more: 5000};

/** In the options for every Node: mocha starts another one. */
const LOADER = pathToFileURL(join(root, 'scripts/mutation/load-mutant.mjs')).href;

const scratch = mkdtempSync(join(tmpdir(), 'alien-mutants-'));

await runScript(
  async () => {
    const modules = process.argv.slice(2).flatMap(modulesIn);
    if (modules.length === 0) throw new Error('Say which: npm run test:mutation -- src/lib/sync');
    const results = [];
    for (const module of modules) results.push(await examine(module));
    const sum = (count) => results.reduce((total, each) => total + each[count], 0);
    say(`\n${share(sum('noticed'), sum('all'))} in ${modules.length} modules`);
  },
  {without: ['bundle']},
);
rmSync(scratch, {recursive: true});

function modulesIn(path) {
  const absolute = resolve(path);
  if (statSync(absolute).isFile()) return [absolute];
  return globSync('**/*.ts', {cwd: absolute})
    .sort()
    .map((file) => join(absolute, file));
}

async function examine(module) {
  const name = relative(root, module);
  const tests = testsOf(module);
  const source = readFileSync(module, 'utf8');
  const mutants = mutantsOf(source, module);
  if (tests.length === 0) {
    say(`${name}: no unit test loads it; ${mutants.length} mutants`);
    return {all: mutants.length, noticed: 0};
  }
  const begin = Date.now();
  if (!(await passes(module, source, tests, Infinity)))
    throw new Error(`The tests of ${name} fail as it is.`);
  const limit = (Date.now() - begin) * PATIENCE.factor + PATIENCE.more;
  const waiting = mutants.entries();
  const unnoticed = [];
  const work = async () => {
    for (const [, mutant] of waiting) {
      if (await passes(module, mutant.source, tests, limit)) unnoticed.push(mutant);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  const noticed = mutants.length - unnoticed.length;
  say(`${name}: ${share(noticed, mutants.length)}, ${tests.length} files of tests`);
  for (const {line, change} of unnoticed.sort((a, b) => a.line - b.line)) say(`  ${line}: ${change}`);
  return {all: mutants.length, noticed};
}

/** Whether all tests pass with a changed module, within so many ms. */
function passes(module, source, tests, limit) {
  const mutant = join(scratch, `${Math.random()}.ts`);
  writeFileSync(mutant, source);
  const words = ['--config=.mocharc.unit.json', '--no-parallel', '--bail', '--reporter=dot', '--exit'];
  const child = spawn(process.execPath, [join(root, 'node_modules/mocha/bin/mocha.js'), ...words, ...tests], {
    cwd: root,
    stdio: 'ignore',
    detached: true, // mocha starts Node anew, with the options of the configuration
    env: {...process.env, NODE_OPTIONS: `--import=${LOADER}`, MUTATED: module, MUTANT: mutant},
  });
  return new Promise((settle) => {
    const timer =
      limit === Infinity ? undefined : setTimeout(() => process.kill(-child.pid, 'SIGKILL'), limit);
    child.on('exit', (code) => {
      clearTimeout(timer);
      rmSync(mutant);
      settle(code === 0);
    });
  });
}

function share(part, all) {
  return `${part} of ${all} noticed${all === 0 ? '' : ` (${Math.round((100 * part) / all)} %)`}`;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
