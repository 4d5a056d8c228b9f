// What a catalogue of 100,000 files costs: the start, find, ls, du, memory, and the wait of other clients.
//   node --conditions=alien-source bench/catalogue.ts
import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import WebSocket from 'ws';
import {Catalogue} from '../plugins/sandbox/src/catalogue/catalogue.ts';
import {fillCatalogue, HOME} from './frame/fill-catalogue.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 5;
const FLAT = 50_000;
const FOLDERS = 50;
const FILES = 1000;
const ALIEN = join(import.meta.dirname, '../bin/alien');

const dir = mkdtempSync('/var/tmp/alien-bench-');
// As root, the account that runs jobs has to pass.
chmodSync(dir, 0o711);
try {
  await measure();
} finally {
  alien('stop');
  rmSync(dir, {recursive: true, force: true});
}

async function measure(): Promise<void> {
  alien('start', '--no-storage');
  const empty = median(startTimes());
  const {memory: memoryEmpty} = await ask(['pwd']);
  alien('stop');
  const filled = timed(fill);
  alien('start', '--no-storage');
  const full = median(startTimes());
  alien('fault', 'no-find-cache');
  console.log(
    columns(
      ['', 'ms'],
      [
        ['filling the catalogue', filled.toFixed(0)],
        ['start and stop, empty', empty.toFixed(0)],
        ['start and stop, 100,000 files', full.toFixed(0)],
      ],
    ),
  );
  const requests = [
    ['pwd'],
    ['find', `${HOME}/many`, '*'],
    ['find', '-w', `${HOME}/many`, '*'],
    ['find', `${HOME}/many`, 'f77.root'],
    ['ls', `${HOME}/many/flat`],
    ['ls', '-la', `${HOME}/many/flat`],
    ['ls', '-la', `${HOME}/many/d7`],
    ['du', `${HOME}/many`],
    ['fquota', 'list'],
  ] as const;
  const rows: string[][] = [];
  for (const request of requests) {
    const {times, length, wait, memory} = await ask(request);
    rows.push([
      request.join(' ').replaceAll(`${HOME}/`, ''),
      times.toFixed(0),
      (length / 1e6).toFixed(2),
      wait.toFixed(0),
      memory.toFixed(0),
    ]);
  }
  console.log(`\nMemory of the empty service: ${memoryEmpty.toFixed(0)} MB\n`);
  console.log(columns(['', 'median ms', 'MB of text', 'longest wait of others, ms', 'memory, MB'], rows));
}

function startTimes(): number[] {
  return Array.from({length: ROUNDS}, () =>
    timed(() => {
      alien('stop');
      alien('start', '--no-storage');
    }),
  );
}

function alien(verb: string, ...words: readonly string[]): string {
  const {status, stdout, stderr} = spawnSync(ALIEN, ['sandbox', verb, '--dir', dir, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`alien sandbox ${verb} ended with ${status}: ${stderr}`);
  return stdout;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** 100,000 files with two replicas each: half of them in one directory, the others in many. */
function fill(): void {
  const catalogue = new Catalogue(join(dir, 'catalogue/catalogue.sqlite'));
  const folders = Array.from({length: FOLDERS}, (_, i) => [`many/d${i}`, FILES] as const);
  fillCatalogue(catalogue, {'many/flat': FLAT, ...Object.fromEntries(folders)});
  catalogue.close();
}

/** How long a request takes, how long its answer is, and how long another client waits meanwhile. */
async function ask(
  request: readonly string[],
): Promise<{times: number; length: number; wait: number; memory: number}> {
  const [client, other] = await Promise.all([connect(), connect()]);
  let length = 0;
  let wait = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      const sent = performance.now();
      await exchange(other, ['pwd']);
      wait = Math.max(wait, performance.now() - sent);
      await pause(5);
    }
  })();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    length = (await exchange(client, request)).length;
    times.push(performance.now() - start);
  }
  over = true;
  await watching;
  client.close();
  other.close();
  return {times: median(times), length, wait, memory: memoryOfService()};
}

async function exchange(socket: WebSocket, [command, ...options]: readonly string[]): Promise<string> {
  socket.send(JSON.stringify({command, options}));
  const [data] = (await once(socket, 'message')) as [Buffer];
  return data.toString();
}

async function connect(): Promise<WebSocket> {
  const {port} = JSON.parse(readFileSync(join(dir, 'sandbox.json'), 'utf8')) as {port: number};
  const socket = new WebSocket(`wss://localhost:${port}/websocket/json`, {
    ca: readFileSync(join(dir, 'certificates/ca.pem')),
    cert: readFileSync(join(dir, 'users/demo/usercert.pem')),
    key: readFileSync(join(dir, 'users/demo/userkey.pem')),
    maxPayload: 1e9,
  });
  await once(socket, 'open');
  return socket;
}

/** The resident memory of the service, in MB. */
function memoryOfService(): number {
  const {pid} = JSON.parse(readFileSync(join(dir, 'sandbox.lock'), 'utf8')) as {pid: number};
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
