// What the TAB key costs: at the start of a shell, and at each TAB, in a directory of 20,000 files too.
//   node --conditions=alien-source bench/completion.ts
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startBenchGrid} from './frame/grid.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 11;
const FILES = 20_000;
const FILES_A_LINE = 1000;
const SOURCED = 100;
const ROOT = join(import.meta.dirname, '..');
const ALIEN = join(ROOT, 'bin/alien');

const dir = mkdtempSync(join(tmpdir(), 'alien-bench-'));
const grid = await startBenchGrid();
const env = {...process.env, ...grid.env, HOME: dir, XDG_CACHE_HOME: join(dir, 'cache')};
try {
  fill();
  showStarts();
  showTabs();
} finally {
  await grid.stop();
  rmSync(dir, {recursive: true, force: true});
}

function fill(): void {
  const names = Array.from({length: FILES}, (_, n) => `many/file${n}.root`);
  const lines = ['mkdir many few', 'touch few/one.root'];
  for (let at = 0; at < FILES; at += FILES_A_LINE)
    lines.push(`touch ${names.slice(at, at + FILES_A_LINE).join(' ')}`);
  run(ALIEN, ['batch', '--strict'], lines.join('\n'));
}

/** What a shell reads, many times over in one shell. */
function showStarts(): void {
  const loop = `for i in {1..${SOURCED}}; do . ${ROOT}/completion/alien`;
  const shells: Readonly<Record<string, [program: string, nothing: string, sourcing: string]>> = {
    bash: ['bash', ':', `${loop}.bash; done`],
    zsh: [
      'zsh',
      'autoload -Uz compinit; compinit -D -u',
      `autoload -Uz compinit; compinit -D -u; ${loop}.zsh; done`,
    ],
    fish: ['fish', 'true', `for i in (seq ${SOURCED}); source ${ROOT}/completion/alien.fish; end`],
  };
  const rows = Object.entries(shells).map(([name, [program, nothing, sourcing]]) => {
    const cost = (code: string): number => timed(() => run(program, ['-c', code]));
    return [name, ((cost(sourcing) - cost(nothing)) / SOURCED).toFixed(2)];
  });
  console.log(columns(['read at the start of a shell', 'ms'], rows));
}

function showTabs(): void {
  const forget = (): void => rmSync(join(dir, 'cache/alien/completion'), {recursive: true, force: true});
  const tab = (line: string): number => timed(() => run(ALIEN, ['complete', 'bash', line, '']));
  const asked: readonly [string, () => number][] = [
    ['node -e 0', () => timed(() => run(process.execPath, ['-e', '0']))],
    ['a command', () => tab('alien l')],
    ['an option', () => tab('alien ls --')],
    ['a small directory, asked for', () => (forget(), tab('alien ls few/'))],
    ['a small directory, again', () => tab('alien ls few/')],
    [`one of ${FILES} files, asked for`, () => (forget(), tab('alien ls many/file1234'))],
    [`one of ${FILES} files, again`, () => tab('alien ls many/file1234')],
    [`all ${FILES} files, again`, () => tab('alien ls many/')],
  ];
  const rows = asked.map(([name, measure]) => {
    measure();
    return [name, median(Array.from({length: ROUNDS}, measure)).toFixed(0)];
  });
  console.log(`\n${columns(['a TAB', 'median ms'], rows)}`);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function run(program: string, words: readonly string[], input = ''): void {
  const {status, stderr} = spawnSync(program, words, {env, input, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
}
