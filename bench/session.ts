// Where the milliseconds of one `alien pwd` go, with one certificate authority and with 300.
//   node --conditions=alien-source bench/session.ts
import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {issueCertificate} from '../plugins/sandbox/src/authority/certificate.ts';
import {freshKey} from '../plugins/sandbox/src/authority/keys.ts';
import {startBenchGrid} from './frame/grid.ts';
import {columns, median} from './frame/table.ts';

const ROUNDS = 21;
const AUTHORITIES = 300;
const ALIEN = join(import.meta.dirname, '../bin/alien');
const STEPS = join(import.meta.dirname, 'session-steps.ts');
const NODE = ['--conditions=alien-source', '--disable-warning=ExperimentalWarning'];

const grid = await startBenchGrid();
const dir = mkdtempSync(join(tmpdir(), 'alien-bench-'));
const ca = join(grid.env['X509_CERT_DIR'] ?? '', 'ca.pem');
const one = join(dir, 'one');
const many = join(dir, 'many');
for (const each of [one, many]) {
  mkdirSync(each);
  copyFileSync(ca, join(each, 'ca.pem'));
}
const key = await freshKey('bench');
for (let i = 1; i < AUTHORITIES; i++) {
  const subject = [
    ['O', 'Elsewhere'],
    ['CN', `Authority ${i}`],
  ] as const;
  const request = {subject, key, usage: 'ca', notAfter: Date.now() + 86_400_000} as const;
  writeFileSync(join(many, `ca${i}.pem`), await issueCertificate(request));
}

/** The three cases: a cache of our own each, so that the second one never learns which authority is the right one. */
const cases = [
  {name: '1 CA', folder: one, remember: false},
  {name: '300 CAs, first time', folder: many, remember: false},
  {name: '300 CAs, later', folder: many, remember: true},
].map(({name, folder, remember}, i) => {
  const XDG_CACHE_HOME = join(dir, `cache${i}`);
  const env: NodeJS.ProcessEnv = {...process.env, ...grid.env, X509_CERT_DIR: folder, XDG_CACHE_HOME};
  return {name, env, remember, memory: join(XDG_CACHE_HOME, 'alien', 'authorities.json')};
});
type Case = (typeof cases)[number];

const times = new Map<string, number[]>();
const note = (what: string, which: string, milliseconds: number): void => {
  const key = `${what} ${which}`;
  times.set(key, [...(times.get(key) ?? []), milliseconds]);
};
const run = (program: string, words: readonly string[], {env, remember, memory}: Case): string => {
  if (!remember) rmSync(memory, {force: true});
  const {status, stdout, stderr} = spawnSync(program, words, {env, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};
const WHOLE = {
  'node -e 0': [process.execPath, '-e', '0'],
  'alien version': [ALIEN, 'version'],
  'alien pwd': [ALIEN, 'pwd'],
};
const names = new Set<string>();
for (let round = -3; round < ROUNDS; round++) {
  for (const each of cases) {
    for (const [name, [program = '', ...words]] of Object.entries(WHOLE)) {
      const start = performance.now();
      run(program, words, each);
      if (round >= 0) note(name, each.name, performance.now() - start);
    }
    const {steps} = JSON.parse(run(process.execPath, [...NODE, STEPS], each)) as {
      steps: Record<string, number>;
    };
    for (const [step, milliseconds] of Object.entries(steps)) {
      names.add(step);
      if (round >= 0) note(step, each.name, milliseconds);
    }
  }
}
await grid.stop();
rmSync(dir, {recursive: true});

const of = (what: string, each: Case): number => median(times.get(`${what} ${each.name}`) ?? []);
const row = (title: string, value: (each: Case) => number): string[] => [
  title,
  ...cases.map((each) => value(each).toFixed(1)),
];
const rest = (each: Case): number =>
  [...names].reduce((left, step) => left - of(step, each), of('alien pwd', each) - of('alien version', each));
const [base] = cases;
console.log(
  columns(
    ['median ms', ...cases.map(({name}) => name)],
    [
      row('Node itself', (each) => of('node -e 0', each)),
      row('bundle, oclif', (each) => of('alien version', each) - of('node -e 0', each)),
      ...[...names].map((step) => row(step, (each) => of(step, each))),
      row('code of the session, output, exit', rest),
      row('alien pwd, all in all', (each) => of('alien pwd', each)),
      [
        'to that with 1 CA',
        ...cases.map((each) => (of('alien pwd', each) / of('alien pwd', base ?? each)).toFixed(2)),
      ],
    ],
  ),
);
