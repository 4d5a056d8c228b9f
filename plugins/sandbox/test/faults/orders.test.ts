import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {clearFaults, listFaults, setFault} from '../../src/box/orders.ts';
import {stopSandbox} from '../../src/box/stop.ts';
import {Boxes} from '../support/boxes.ts';

/** Longer than the name of a socket may be. */
const BOX = `${'deep/'.repeat(25)}box`;
const NOBODY = 65534;

describe('alien sandbox fault', () => {
  let boxes: Boxes;
  before(async () => {
    boxes = new Boxes();
    mkdirSync(dirname(boxes.rootOf(BOX)), {recursive: true});
    await boxes.start(BOX);
  });
  after(async () => {
    await stopSandbox(boxes.rootOf(BOX));
    await boxes.remove();
  });

  it('makes, shows and clears faults of a sandbox that runs', async () => {
    const client = await boxes.logIn(BOX);
    const made = await boxes.run(BOX, 'fault', 'misread', 'pwd', '--count', '2');
    assert.match(made.stdout, /^From now on: misread pwd \(2 times\): /, made.stderr);
    assert.match(await client.failure('pwd'), /^22 /);
    const [list, status] = await Promise.all([
      boxes.run(BOX, 'fault', 'list'),
      boxes.run(BOX, 'status', '--json'),
    ]);
    assert.match(list.stdout, /^misread pwd \(once\): /);
    const {faults} = JSON.parse(status.stdout) as {faults: unknown};
    assert.deepEqual(faults, [{name: 'misread', command: 'pwd', count: 1}]);
    assert.match((await boxes.run(BOX, 'fault', 'clear', 'misread', 'pwd')).stdout, /^Over: misread pwd/);
    await client.must('pwd');
  });

  it('says what there is, and what cannot be', async () => {
    assert.match((await boxes.run(BOX, 'fault')).stdout, /^throttle \[POINTS\] [^]*^latin-names /m);
    const {code, stderr} = await boxes.run(BOX, 'fault', 'latency');
    assert.deepEqual([code, /TIME is missing[^]*fault latency TIME/.test(stderr)], [22, true]);
  });

  it('is for the owner of the sandbox alone', () => {
    const socket = join(boxes.rootOf(BOX), 'control.sock');
    assert.equal(statSync(socket).mode & 0o777, 0o600);
    // Only root can be somebody else.
    if (process.getuid?.() !== 0) return;
    const script = `process.chdir(${JSON.stringify(dirname(socket))});
      require('node:net').connect('control.sock').on('error', ({code}) => console.log(code))`;
    const {stdout} = spawnSync(process.execPath, ['-e', script], {uid: NOBODY, encoding: 'utf8'});
    assert.equal(stdout, 'EACCES\n');
  });

  it('is nothing that a start remembers', async () => {
    await setFault(boxes.select(BOX), {name: 'no-md5'});
    assert.equal((await listFaults(boxes.select(BOX))).length, 1);
    await stopSandbox(boxes.rootOf(BOX));
    await assert.rejects(listFaults(boxes.select(BOX)), {
      message: 'The sandbox `box` is not running',
      exitCode: 3,
    });
    await boxes.start(BOX);
    assert.deepEqual(await listFaults(boxes.select(BOX)), []);
    assert.deepEqual(await clearFaults(boxes.select(BOX)), []);
  });
});
