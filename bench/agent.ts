// What the agent gains: commands with and without it, side by side in one run, as ratios with their spread.
//   npm run bench:agent
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startBenchGrid} from './grid.ts';
import {median, table} from './table.ts';

const ROUNDS = 15;
const ALIEN = join(import.meta.dirname, '../bin/alien');
const STATS = 100;

const grid = await startBenchGrid();
const dir = mkdtempSync(join(tmpdir(), 'alien-bench-'));
const {X509_USER_CERT, X509_USER_KEY} = grid.env;
const env = {
  ...process.env,
  ...grid.env,
  XDG_RUNTIME_DIR: dir,
  JALIEN_TOKEN_CERT: X509_USER_CERT,
  JALIEN_TOKEN_KEY: X509_USER_KEY,
};
const without = {...env, ALIEN_AGENT: 'off'};

run(ALIEN, ['mkdir', 'd'], without);
run(ALIEN, ['touch', ...Array.from({length: 10}, (_, i) => `d/f${i}`)], without);
run(ALIEN, ['agent', 'start'], without);
try {
  const commands = [['version'], ['token-info'], ['pwd'], ['ls', 'd']];
  const single: Record<string, () => void> = {'node -e 0': () => run(process.execPath, ['-e', '0'], without)};
  for (const words of commands) {
    single[`${words.join(' ')}, agent`] = () => run(ALIEN, words, env);
    single[words.join(' ')] = () => run(ALIEN, words, without);
  }
  show(measure(single, ROUNDS));
  const stat = `"${ALIEN}" stat d/f1`;
  const loop = `for i in $(seq ${STATS}); do ${stat}; done`;
  const eight = `seq ${STATS} | xargs -P 8 -I{} ${stat}`;
  show(
    measure(
      {
        'node -e 0': () => run(process.execPath, ['-e', '0'], without),
        [`${STATS} stat, agent`]: () => run('sh', ['-c', loop], env),
        [`${STATS} stat`]: () => run('sh', ['-c', loop], without),
        [`${STATS} stat, 8 at a time, agent`]: () => run('sh', ['-c', eight], env),
        [`${STATS} stat, 8 at a time`]: () => run('sh', ['-c', eight], without),
      },
      1,
    ),
  );
  console.log(spawnSync(ALIEN, ['agent', 'status'], {env: without, encoding: 'utf8'}).stdout);
} finally {
  run(ALIEN, ['agent', 'stop'], without);
  rmSync(dir, {recursive: true, force: true});
  await grid.stop();
}

function run(program: string, words: readonly string[], around: NodeJS.ProcessEnv): void {
  const {status, stderr} = spawnSync(program, words, {env: around, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
}

/** ms of each round, by contestant; they take turns, after one round that does not count */
function measure(contestants: Readonly<Record<string, () => void>>, rounds: number): Map<string, number[]> {
  const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, contest] of Object.entries(contestants)) {
      const start = performance.now();
      contest();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return times;
}

function show(times: ReadonlyMap<string, readonly number[]>): void {
  const node = median(times.get('node -e 0') ?? []);
  const rows = [...times].map(([name, all]) => {
    const other = median(times.get(name.replace(/, agent$/, '')) ?? []);
    const gain = name.endsWith(', agent') ? (other / median(all)).toFixed(1) : '';
    const spread = `${Math.min(...all).toFixed(1)} to ${Math.max(...all).toFixed(1)}`;
    return [name, median(all).toFixed(1), spread, (median(all) / node).toFixed(2), gain];
  });
  console.log(table(['', 'median ms', 'spread', 'to node -e 0', 'times faster than without'], rows));
  console.log('');
}
