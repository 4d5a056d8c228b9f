// How long commands take from start to end, side by side in one run, as ratios.
//   npm run bench            against `node -e 0`, and against alien.py where it can be installed
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {startBenchGrid} from './grid.ts';
import {findPeer} from './peer.ts';
import {median, table} from './table.ts';

const ROUNDS = 25;
const ALIEN = join(import.meta.dirname, '../bin/alien');

const grid = await startBenchGrid();
const {X509_USER_CERT, X509_USER_KEY} = grid.env;
const env = {
  ...process.env,
  ...grid.env,
  JALIEN_TOKEN_CERT: X509_USER_CERT,
  JALIEN_TOKEN_KEY: X509_USER_KEY,
};
const peer = findPeer();
const contestants: Record<string, string[]> = {
  'node -e 0': [process.execPath, '-e', '0'],
  'alien version': [ALIEN, 'version'],
  'alien token-info': [ALIEN, 'token-info'],
  'alien pwd': [ALIEN, 'pwd'],
  ...(peer && {
    'alien.py version': [peer, 'version'],
    'alien.py token-info': [peer, 'token-info'],
    'alien.py pwd': [peer, 'pwd'],
  }),
};

const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
for (let round = -2; round < ROUNDS; round++) {
  for (const [name, [program = '', ...words]] of Object.entries(contestants)) {
    const start = performance.now();
    const {status, stderr} = spawnSync(program, words, {env, encoding: 'utf8'});
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    if (round >= 0) times.get(name)?.push(performance.now() - start);
  }
}
await grid.stop();

const of = (name: string): number => median(times.get(name) ?? []);
console.log(
  table(
    ['', 'median ms', 'to node -e 0', 'times faster than alien.py'],
    Object.keys(contestants).map((name) => {
      const other = of(name.replace(/^alien /, 'alien.py '));
      const faster = name.startsWith('alien ') && peer ? (other / of(name)).toFixed(1) : '';
      return [name, of(name).toFixed(0), (of(name) / of('node -e 0')).toFixed(2), faster];
    }),
  ),
);
if (!peer) console.log('\nalien.py is not here to compare with: see bench/peer.ts.');
