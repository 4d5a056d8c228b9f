// `npm run test:mutation -- [--sample N] [--test FILE] PATH ...`: changes each module of these files and directories in small ways, one
// at a time, and shows which changes no unit test notices; of every N changes one only with --sample. Not in the gate.
import {globSync, mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {examine} from './mutation/examine.mjs';
import {testsOf} from './mutation/related-tests.mjs';
import {root} from './setup/root.mjs';
import {runScript} from './setup/run-script.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'alien-mutants-'));

await runScript(
  async () => {
    const options = {sample: {type: 'string'}, test: {type: 'string', multiple: true}};
    const {values, positionals} = parseArgs({options, allowPositionals: true});
    const modules = positionals.flatMap(modulesIn);
    if (modules.length === 0) throw new Error('Say which: npm run test:mutation -- src/lib/sync');
    const sample = Number(values.sample ?? 1);
    const results = [];
    for (const module of modules) {
      const tests = values.test ?? testsOf(module);
      const result = await examine(module, tests, scratch, (id) => id % sample === 0);
      results.push(result);
      show(relative(root, module), result);
    }
    const sum = (countOf) => results.reduce((total, each) => total + countOf(each), 0);
    const all = sum((result) => result.all);
    say(`\n${share(all - sum(({unnoticed}) => unnoticed.length), all)} in ${modules.length} modules`);
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

function show(name, {tests, all, unnoticed}) {
  say(`${name}: ${share(all - unnoticed.length, all)}, ${tests} files of tests`);
  for (const {line, change, reached} of unnoticed)
    say(`  ${line}: ${change}${reached ? '' : ' (never reached)'}`);
}

function share(part, all) {
  return `${part} of ${all} noticed${all === 0 ? '' : ` (${Math.round((100 * part) / all)} %)`}`;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
