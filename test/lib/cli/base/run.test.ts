import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Stat from '../../../../src/commands/_look/stat.ts';
import Pwd from '../../../../src/commands/_look/pwd.ts';
import ConfigGet from '../../../../src/commands/_program/config/get.ts';
import ConfigPath from '../../../../src/commands/_program/config/path.ts';
import {Interrupt} from '../../../../src/lib/cli/base/interrupt.ts';
import {Workbench, refusal} from '../../../commands/workbench.ts';

describe('runs of one program', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  it('have each their own output, exit code and variables, at the same time', async () => {
    const waiting: (() => void)[] = [];
    bench.answer = async ([, , name = '']) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return name === 'b' ? refusal(13, `not ${name}`) : `this is ${name}`;
    };
    const env = {ALIENPY_JSON: '1'};
    const runs = [bench.run(Stat, ['a']), bench.run(Stat, ['b']), bench.run(Stat, ['c'], {env})];
    while (waiting.length < runs.length) await new Promise(setImmediate);
    for (const answer of waiting.reverse()) answer();
    const [a, b, c] = await Promise.all(runs);
    assert.deepEqual(a, {code: 0, stdout: 'this is a\n', stderr: ''});
    assert.deepEqual(b, {code: 13, stdout: '', stderr: 'not b\n'});
    assert.match(c?.stdout ?? '', /"message": "this is c"/);
  });

  it('are stopped one by one', async () => {
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (ask = resolve));
    bench.answer = async ([command]) => {
      if (command === 'pwd') return '/';
      ask();
      return new Promise<string>(() => undefined);
    };
    const interrupt = new Interrupt();
    const stopped = bench.run(Stat, ['x'], {interrupt});
    await asked;
    interrupt.stop('SIGINT');
    assert.deepEqual(await stopped, {code: 130, stdout: '', stderr: ''});
    assert.deepEqual(await bench.run(Pwd), {code: 0, stdout: '/\n', stderr: ''});
  });

  it('share their way to the grid only with those that have the same variables', () => {
    const {program} = bench;
    const access = program.access({HOME: '/a', A: '1'});
    assert.equal(program.access({A: '1', HOME: '/a', PWD: '/elsewhere', B: undefined}), access);
    assert.notEqual(program.access({HOME: '/a', A: '2'}), access);
    assert.notEqual(program.access({HOME: '/a'}), access);
  });

  it('share storage that is used in the same way', async () => {
    const access = bench.program.access({HOME: '/a'});
    assert.equal(await access.storage({streams: 2}), await access.storage({streams: 2}));
    await access.storage({});
    assert.deepEqual(bench.wishes, [{streams: 2}, {}]);
  });

  it('write into one log, one after the other', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'alien-log-'));
    const path = join(dir, 'log');
    await writeFile(path, 'of an earlier program\n');
    const env = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: path};
    for (const name of ['a', 'b']) await bench.run(Stat, [name], {env});
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => /\[.*\]$/.exec(line)?.[0]),
      ['["a"]', '["b"]'],
    );
    await rm(dir, {recursive: true});
  });

  it('read the settings of their own home, and again where they could not be read', async () => {
    const homes = await Promise.all(['one', 'two'].map((name) => mkdtemp(join(tmpdir(), `alien-${name}-`))));
    const [one = '', two = ''] = homes;
    const path = async (HOME: string) => (await bench.run(ConfigPath, [], {env: {HOME}})).stdout.trim();
    for (const home of homes) assert.equal(await path(home), join(home, '.config/alien/config.json'));
    const file = {env: {HOME: one}};
    await mkdir(join(one, '.config/alien'), {recursive: true});
    await writeFile(await path(one), '{');
    assert.notEqual((await bench.run(Pwd, [], file)).code, 0);
    await writeFile(await path(one), '{"server": {"host": "localhost"}}');
    assert.equal((await bench.run(Pwd, [], file)).code, 0);
    assert.notEqual((await bench.run(ConfigGet, ['server.host'], {env: {HOME: two}})).stdout, 'localhost\n');
    await Promise.all(homes.map((home) => rm(home, {recursive: true})));
  });
});

describe('an interrupt', () => {
  it('says once that it is wanted, when the command asks for its signal', () => {
    let wanted = 0;
    const interrupt = new Interrupt(() => (wanted += 1));
    assert.deepEqual([wanted, interrupt.isStopped], [0, false]);
    const {signal} = interrupt;
    assert.equal(interrupt.signal, signal);
    assert.equal(wanted, 1);
    interrupt.stop('SIGTERM');
    assert.equal(signal.aborted, true);
    assert.equal((signal.reason as {exitCode: number}).exitCode, 143);
  });
});
