import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import ConfigGet from '../../src/commands/_program/config/get.ts';
import ConfigList from '../../src/commands/_program/config/list.ts';
import ConfigPath from '../../src/commands/_program/config/path.ts';
import ConfigSet from '../../src/commands/_program/config/set.ts';
import ConfigUnset from '../../src/commands/_program/config/unset.ts';
import Doctor from '../../src/commands/_program/doctor.ts';
import Commandlist from '../../src/commands/_program/commandlist.ts';
import Echo from '../../src/commands/_program/echo.ts';
import Motd from '../../src/commands/_program/motd.ts';
import Ping from '../../src/commands/_program/ping.ts';
import Prompt from '../../src/commands/_program/prompt.ts';
import Time from '../../src/commands/_program/time.ts';
import Timing from '../../src/commands/_program/timing.ts';
import Version from '../../src/commands/_program/version.ts';
import {Series} from '../../src/lib/cli/base/series.ts';
import {Workbench} from './workbench.ts';

describe('the verbs of the program itself', () => {
  let HOME: string;
  let bench: Workbench;
  before(async () => (HOME = await mkdtemp(join(tmpdir(), 'alien-verbs-'))));
  after(() => rm(HOME, {recursive: true}));
  beforeEach(() => (bench = new Workbench()));

  const run = (command: Parameters<Workbench['run']>[0], words: readonly string[] = [], env = {}) =>
    bench.run(command, words, {env: {HOME, ...env}});

  for (const [command, line, request] of [
    [Commandlist, '-i', 'commandlist -i'],
    [Motd, '', 'motd'],
    [Echo, '-x -- a', 'echo -x -- a'],
    [Timing, 'on', 'timing on'],
    [Timing, '', 'timing'],
    [Ping, '', 'ping'],
    [Ping, '5', 'ping -c 5'],
    [Ping, '-c 5 -s 100 -n', 'ping -c 5 -s 100 -n'],
    [Time, '3 ls x', 'time 3 ls x'],
  ] as const)
    it(request, async () =>
      assert.equal(await bench.sent(command, line.split(' ').filter(Boolean)), request),
    );

  it('version says what runs where', async () => {
    const {stdout} = await bench.run(Version, ['--json']);
    const {alien, location} = JSON.parse(stdout) as Record<string, string>;
    assert.deepEqual([alien, location], ['1.2.3', '/opt/alien']);
    assert.match((await bench.run(Version)).stdout, /^alien {5}1\.2\.3\n/);
    assert.equal((await bench.run(Version, ['x'])).code, 22);
  });

  it('config keeps settings in the file of the run, and forgets them', async () => {
    assert.equal((await run(ConfigPath)).stdout, `${join(HOME, '.config/alien/config.json')}\n`);
    assert.equal((await run(ConfigSet, ['server.host', 'localhost'])).code, 0);
    assert.equal((await run(ConfigGet, ['server.host'])).stdout, 'localhost\n');
    assert.match((await run(ConfigList)).stdout, /^server\.host +localhost +.*config\.json$/m);
    assert.equal((await run(ConfigUnset, ['server.host'])).code, 0);
    assert.doesNotMatch((await run(ConfigGet, ['server.host'])).stdout, /localhost/);
  });

  it('config says where a variable of the run goes before the file', async () => {
    const {stderr} = await run(ConfigSet, ['server.host', 'localhost'], {ALIENPY_JCENTRAL: 'other'});
    assert.match(stderr, /ALIENPY_JCENTRAL is set/);
    assert.equal((await run(ConfigGet, ['server.host'], {ALIENPY_JCENTRAL: 'other'})).stdout, 'other\n');
  });

  it('config refuses names and values that are none', async () => {
    assert.equal((await run(ConfigGet, ['server.hots'])).code, 22);
    assert.equal((await run(ConfigSet, ['server.port', 'many'])).code, 22);
    assert.equal((await run(ConfigUnset, ['nonsense'])).code, 22);
  });

  it('prompt switches parts of the prompt for what comes behind it, from what the variables say', async () => {
    const [series, env] = [new Series(), {ALIENPY_PROMPT_DATE: '1'}];
    const prompt = (...words: string[]) => bench.run(Prompt, words, {series, env});
    assert.match((await prompt()).stdout, /^date: on, pwd: off /);
    assert.equal((await prompt('pwd')).stdout, '');
    await prompt('date');
    assert.deepEqual(series.prompt, {date: false, pwd: true});
    assert.match((await prompt()).stdout, /^date: off, pwd: on /);
    assert.equal((await prompt('dates')).code, 22);
    assert.match((await bench.run(Prompt, ['pwd'], {terminal: true})).stderr, /Only a shell has a prompt/);
  });

  it('doctor looks at the surroundings of the run, asks no grid without credentials, and fails', async () => {
    const env = {HOME, JALIEN_HOST: '127.0.0.1', JALIEN_WSPORT: '1', X509_CERT_DIR: HOME};
    const {code, stdout} = await bench.run(Doctor, ['--json'], {env, cwd: '/no/such/directory'});
    const {healthy, checks} = JSON.parse(stdout) as {
      healthy: boolean;
      checks: {name: string; found: string}[];
    };
    assert.deepEqual([code, healthy], [1, false]);
    assert.match(checks.find(({name}) => name === 'disk')?.found ?? '', /\/no\/such\/directory/);
  });
});
