// `npm run test:mutation -- PATH ...`: changes each module of these files and directories in small ways, one at a time,
// and shows which changes no unit test notices. Not in the gate: a module takes a minute.
import {globSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {examine} from './mutation/examine.mjs';
import {testsOf} from './mutation/related-tests.mjs';
import {root} from './setup/root.mjs';
import {runScript} from './setup/run-script.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'alien-mutants-'));

await runScript(
  async () => {
    const modules = process.argv.slice(2).flatMap(modulesIn);
    if (modules.length === 0) throw new Error('Say which: npm run test:mutation -- src/lib/sync');
    const results = [];
    for (const module of modules) results.push(await shown(module));
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

async function shown(module) {
  const name = relative(root, module);
  const tests = testsOf(module);
  const source = readFileSync(module, 'utf8');
  const {all, unnoticed} = await examine(module, source, tests, scratch);
  if (all === 0) return {all, noticed: 0};
  const noticed = all - unnoticed.length;
  say(`${name}: ${share(noticed, all)}, ${tests.length} files of tests`);
  for (const {line, change} of unnoticed) say(`  ${line}: ${change}`);
  return {all, noticed};
}

function share(part, all) {
  return `${part} of ${all} noticed${all === 0 ? '' : ` (${Math.round((100 * part) / all)} %)`}`;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
