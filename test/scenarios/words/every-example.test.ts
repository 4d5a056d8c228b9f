import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {WebServer} from '../../lib/storage/http/web-server.ts';
import {type Example, type Values, everyExample, withValues} from './every-example/examples.ts';
import {type Ended, Lines} from './every-example/lines.ts';
import {
  AGAIN,
  BEFORE,
  HOME,
  type Jobs,
  jobValues,
  makeGridWorld,
  makeLocalWorld,
  store,
} from './every-example/world.ts';
import {Program} from '../stage/program.ts';
import {openFolder, openGrid, useUntilEnd} from '../stage/scene.ts';
import {answerAsWeb} from '../stage/web.ts';

/** Examples that end otherwise here, as they do on the real service or on a machine like this one. */
const CODES: Readonly<Record<string, number>> = {
  df: 38, // the service has the name, and nothing behind it
  top: 38,
  'moveDirectory /alice/data/2024': 1, // a sandbox has tables of its own for all directories
  'jobs kill 1234567': 22, // it asks, and there is no one
  getCAcerts: 2, // neither CernVM-FS nor grid packages are here
};

/** Examples that others run. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['inspect', 'install', 'link', 'uninstall'].map((word) => [`plugins ${word}`, 'plugins.test.ts']),
  ),
  ...Object.fromEntries(['run', 'start', 'status', 'stop'].map((word) => [`agent ${word}`, 'agent.test.ts'])),
  ...Object.fromEntries(
    ['fg', 'jobs', 'wait'].map((word) => [word, 'shell tests: what is in the background there']),
  ),
};

describe('every example of every help', function () {
  this.timeout(30_000);
  let grid: TestGrid;
  let dir: string;
  let box: string;
  let alien: Program;
  let lines: Lines;
  let values: Values;
  let jobs: Jobs;

  useUntilEnd('suite', async (held) => {
    grid = await openGrid({storage: true, jobs: 1, users: ['jdoe', 'alidaq']}, held);
    await grid.addUser('jdoe', {admin: true});
    dir = await openFolder(held);
    box = held.adopt(mkdtempSync('/var/tmp/alien-examples-'), (path) => rmSync(path, {recursive: true}));
    makeLocalWorld(dir);
    const web = held.adopt(await WebServer.start(answerAsWeb), (server) => server.stop());
    const env = {
      ...{TMPDIR: dir, EDITOR: 'editor', PAGER: 'cat', BASH_ENV: join(dir, 'functions')},
      ...{ALIEN_CCDB_HOST: web.host, ALIEN_QUERYML_HOST: web.host, npm_config_registry: web.url},
      PATH: `${join(dir, 'programs')}:${join(import.meta.dirname, '../../../bin')}:${process.env['PATH']}`,
    };
    alien = new Program({...grid.env('jdoe'), ...env}, dir);
    held.defer(async () => void (await alien.run('sandbox', 'stop', '--dir', box)));
    lines = new Lines(alien, HOME);
    held.defer(() => lines.end());
    const world = await makeGridWorld(grid, lines);
    jobs = world.jobs;
    values = {
      ...world.values,
      'calib det': `${dir}/calib det`,
      '/data/ccdb': `${dir}/ccdb`,
      'alien-cas': grid.env()['X509_CERT_DIR'] ?? '',
      '3<FILE': '3<pass-phrases',
      'myCertificate.p12': 'myCertificate.p12 --passphrase-fd 3 --new-passphrase-fd 3 3<pass-phrases',
      'ping 5': 'ping 1',
      'sandbox start': `sandbox start --no-storage --jobs 0 --dir ${box}`,
    };
  });

  afterEach(async function () {
    if (!this.currentTest?.timedOut) return;
    lines.kill(); // the others have a right to be run
    await lines.end();
    lines = new Lines(alien, HOME);
  });

  for (const example of everyExample()) {
    if (example.command in ELSEWHERE) continue;
    it(example.text, async () => {
      await store(grid, AGAIN[example.command] ?? []);
      await lines.run(BEFORE[example.command] ?? 'pwd');
      const {code, printed} = await perform(example);
      assert.equal(code, CODES[example.text.replace('alien ', '')] ?? 0, printed);
      assert.doesNotMatch(printed, /^ +at |our fault/m);
    });
  }

  async function perform({command, text}: Example): Promise<Ended> {
    const line = withValues(text, {...values, ...jobValues(jobs, {command, text})});
    const [, own] = /^alien (.*)$/.exec(line) ?? [];
    if (own === undefined && text.startsWith(command)) return await lines.run(line); // a line for a shell
    if (own === undefined || command === 'shell' || / \d<| \*|source$/.test(line)) return await inShell(line);
    const [, only] = /^'(.*)'$/.exec(own) ?? [];
    const where = command.startsWith('sandbox') && !own.includes('--dir') ? ` --dir ${box}` : '';
    return await lines.run((only ?? own) + where);
  }

  async function inShell(line: string): Promise<Ended> {
    const here = line.replace('sandbox env', `sandbox env --dir ${box}`).replace('| source', '| grep -q set');
    const {code, stdout, stderr} = await alien.shell(here);
    return {code, printed: stdout + stderr};
  }
});
