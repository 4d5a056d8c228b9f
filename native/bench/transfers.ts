// Side by side with xrdcp, on one machine, in one run: small files and a big one, down and up.
// Usage: npm run bench -w xrootd-native [-- rounds]; needs xrootd and xrdcp. Reads and writes below /var/tmp.
import {spawnSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download, upload} from '../src/index.ts';
import type {TransferOptions} from '../src/index.ts';
import {TestServer, makeScratch, removeScratch} from '../test/server.ts';

const rounds = Number(process.argv[2] ?? 3);
const files = 300;
const fileSize = 10_000;
const bigSize = 2 ** 30;
const together = 16;

const scratch = makeScratch();
const server = await TestServer.start(scratch, 'bench');
const local = join(scratch, 'local');
let round = 0;

function fresh(): void {
  rmSync(local, {recursive: true, force: true});
  mkdirSync(local);
  round++;
}

function xrdcp(args: readonly string[], env: Record<string, string> = {}): void {
  const {status, stderr} = spawnSync('xrdcp', ['--nopbar', '--silent', ...args], {
    encoding: 'utf8',
    env: {...process.env, ...env},
  });
  if (status !== 0) throw new Error(`xrdcp ${args.join(' ')}: ${stderr}`);
}

async function bounded<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({length: together}, worker));
}

async function seconds(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

const names = Array.from({length: files}, (_, index) => `file-${index}`);
const source = join(scratch, 'source');
const bigSource = join(scratch, 'big');
mkdirSync(source);
for (const name of names) {
  const content = randomBytes(fileSize);
  writeFileSync(join(source, name), content);
  await upload(join(source, name), server.url(`small/${name}`));
}
const block = randomBytes(2 ** 20);
writeFileSync(bigSource, Buffer.concat(Array.from({length: bigSize / block.length}, () => block)));
await upload(bigSource, server.url('big'));
chmodSync(scratch, 0o755);

const sums: TransferOptions = {checksums: ['md5']};
const plainXrdcp = {XRD_CPUSEPGWRTRD: '0'};
const urlList = join(scratch, 'urls');
writeFileSync(urlList, names.map((name) => server.url(`small/${name}`)).join('\n') + '\n');

const cases: Record<string, Record<string, () => unknown>> = {
  [`${files} files of ${fileSize} bytes down`]: {
    addon: async () =>
      bounded(names, async (name) => download(server.url(`small/${name}`), join(local, name))),
    'addon, md5': async () =>
      bounded(names, async (name) => download(server.url(`small/${name}`), join(local, name), sums)),
    'xrdcp --parallel 8': () => xrdcp(['--parallel', '8', '--infiles', urlList, local]),
  },
  [`${files} files of ${fileSize} bytes up`]: {
    addon: async () =>
      bounded(names, async (name) => upload(join(source, name), server.url(`up-${round}/${name}`))),
    'addon, md5': async () =>
      bounded(names, async (name) => upload(join(source, name), server.url(`up-${round}/${name}`), sums)),
    'xrdcp --parallel 8': () =>
      xrdcp(['--parallel', '8', '--path', '--posc', '-r', source, server.url(`up-${round}/`)]),
  },
  '1 GiB down': {
    addon: async () => download(server.url('big'), join(local, 'big')),
    'addon, md5': async () => download(server.url('big'), join(local, 'big'), sums),
    xrdcp: () => xrdcp([server.url('big'), join(local, 'big')]),
    'xrdcp without pgread': () => xrdcp([server.url('big'), join(local, 'big')], plainXrdcp),
  },
  '1 GiB up': {
    addon: async () => upload(bigSource, server.url('up'), {overwrite: true}),
    'addon, md5': async () => upload(bigSource, server.url('up'), {overwrite: true, ...sums}),
    xrdcp: () => xrdcp(['-f', '--posc', bigSource, server.url('up')]),
    'xrdcp without pgwrite': () => xrdcp(['-f', '--posc', bigSource, server.url('up')], plainXrdcp),
  },
  '4 x 1 GiB down to nowhere': {
    'addon, one connection': async () => four(() => ({})),
    'addon, four connections': async () => four((index) => ({connection: `c${index}`})),
  },
};

async function four(options: (index: number) => TransferOptions): Promise<unknown> {
  const each = async (index: number): Promise<unknown> =>
    download(server.url('big'), '/dev/null', {overwrite: true, ...options(index)});
  return Promise.all([0, 1, 2, 3].map(each));
}

try {
  for (const [title, ways] of Object.entries(cases)) {
    const best = new Map<string, number>();
    for (let i = 0; i < rounds; i++) {
      // In turns: what else the machine does hits all of them.
      for (const [way, work] of Object.entries(ways)) {
        fresh();
        const taken = await seconds(work);
        best.set(way, Math.min(best.get(way) ?? Infinity, taken));
      }
    }
    const base = best.get('addon') ?? best.get('addon, one connection') ?? 1;
    console.log(`\n${title} (best of ${rounds})`);
    for (const [way, taken] of best) {
      console.log(`  ${way.padEnd(26)} ${taken.toFixed(3)} s   ${(taken / base).toFixed(2)} x the time`);
    }
  }
  // The comparison is void if the bytes are not the same.
  const sum = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex');
  fresh();
  await download(server.url('big'), join(local, 'big'));
  if (sum(join(local, 'big')) !== sum(bigSource)) throw new Error('the big file differs');
} finally {
  await server.stop();
  removeScratch(scratch);
}
