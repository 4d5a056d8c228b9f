// The shell: how soon its first prompt is there, and what thousands of commands in one shell leave behind.
//   node --conditions=alien-source bench/shell.ts [COMMANDS]     default: 10000
import {spawn as spawnProcess, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {spawn} from '@lydell/node-pty';
import {startBenchGrid} from './frame/grid.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 15;
const COMMANDS = Number(process.argv[2] ?? 10_000);
const ALIEN = join(import.meta.dirname, '../bin/alien');

const grid = await startBenchGrid();
const home = mkdtempSync(join(tmpdir(), 'alien-bench-'));
const env = {...process.env, ...grid.env, HOME: home, TERM: 'xterm'};

try {
  await firstPrompt();
  await manyCommands();
} finally {
  rmSync(home, {recursive: true});
  await grid.stop();
}

/** From the start of a program to its first prompt, beside an empty Node and a command with a login. */
async function firstPrompt(): Promise<void> {
  const times: Record<string, number[]> = {
    'node -e 0': [],
    'alien version': [],
    'alien pwd': [],
    'first prompt': [],
  };
  for (let round = -2; round < ROUNDS; round++) {
    const of: Record<string, number> = {
      'node -e 0': timeOf(process.execPath, ['-e', '0']),
      'alien version': timeOf(ALIEN, ['version']),
      'alien pwd': timeOf(ALIEN, ['pwd']),
      'first prompt': await untilPrompt(),
    };
    if (round >= 0) for (const [name, time] of Object.entries(of)) times[name]?.push(time);
  }
  const node = median(times['node -e 0'] ?? []);
  console.log(
    columns(
      ['', 'median ms', 'to node -e 0'],
      Object.entries(times).map(([name, all]) => [
        name,
        median(all).toFixed(0),
        (median(all) / node).toFixed(2),
      ]),
    ),
  );
}

function timeOf(program: string, words: readonly string[]): number {
  const start = performance.now();
  const {status, stderr} = spawnSync(program, words, {env, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
  return performance.now() - start;
}

function untilPrompt(): Promise<number> {
  const start = performance.now();
  const pty = spawn(ALIEN, [], {cwd: home, env, cols: 100, rows: 30});
  return new Promise((resolve) => {
    let time = 0;
    pty.onData((data) => {
      if (time > 0 || !/AliEn\[\w+\]:\S+ >/.test(data)) return;
      time = performance.now() - start;
      pty.write('\u0004');
    });
    pty.onExit(() => resolve(time));
  });
}

/** Memory and descriptors of one shell, after more and more commands. */
async function manyCommands(): Promise<void> {
  const shell = spawnProcess(ALIEN, ['shell', '--machine'], {env, stdio: ['pipe', 'pipe', 'inherit']});
  const frames = createInterface({input: shell.stdout})[Symbol.asyncIterator]();
  const orders = [
    {words: ['whoami']},
    {words: ['ls', '-l']},
    {line: 'exitcode; stat nowhere'},
    {words: ['cd', '/']},
  ];
  const rows: string[][] = [];
  let begun = performance.now();
  for (let done = 1; done <= COMMANDS; done++) {
    shell.stdin.write(`${JSON.stringify({id: done, ...orders[done % orders.length]})}\n`);
    for (let event = ''; event !== 'end';) {
      ({event} = JSON.parse(String((await frames.next()).value)) as {event: string});
    }
    if (done !== 100 && done % (COMMANDS / 5) !== 0) continue;
    const {pid = 0} = shell;
    const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
    const descriptors = readdirSync(`/proc/${pid}/fd`).length;
    const each = (performance.now() - begun) / (rows.length === 0 ? 100 : COMMANDS / 5);
    rows.push([String(done), resident.toFixed(0), String(descriptors), each.toFixed(1)]);
    begun = performance.now();
  }
  shell.stdin.end();
  console.log(`\n${columns(['commands', 'MiB', 'descriptors', 'ms each'], rows)}`);
}
