import assert from 'node:assert/strict';
import {Boxes, untilGone} from '../support/boxes.ts';
import {answersXrootd} from '../../src/storage/probe.ts';
import {until} from '../support/until.ts';
import {describeElement} from '../../src/box/status.ts';
import type {ElementStatus} from '../../src/box/status.ts';

const DISK = 'ALICE::SANDBOX::DISK1';

describe('a storage server that was killed', function () {
  this.timeout(60_000);
  let boxes: Boxes;
  before(async () => {
    boxes = new Boxes();
    await boxes.start('a', {storage: true});
  });
  after(async () => assert.deepEqual(await boxes.remove(), [], 'no process is left'));

  const disk = (): ElementStatus =>
    boxes.status('a').storage.find(({name}) => name === DISK) as ElementStatus;
  const kill = async (): Promise<number> => {
    const {pid} = disk();
    process.kill(pid as number, 'SIGKILL');
    await untilGone(pid as number);
    return pid as number;
  };

  it('is started again on its port, and status tells', async () => {
    const {port} = disk();
    const pid = await kill();
    await until(() => disk().state === 'waiting');
    assert.match(describeElement(disk()), /^down, starts again at \d\d:\d\d:\d\d$/);
    await until(() => disk().state === 'up');
    assert.deepEqual([disk().port, disk().restarts, disk().pid === pid], [port, 1, false]);
    assert.equal(await answersXrootd(port as number), true);
    assert.match(
      (await boxes.run('a', 'status')).stdout,
      /DISK1 +disk {2}up, root:\S+ \(died and was started again: 1\)\n/,
    );
  });

  it('stays dead as long as a fault says so', async () => {
    assert.equal((await boxes.run('a', 'fault', 'se-down', 'DISK1')).code, 0);
    assert.deepEqual([disk().state, disk().pid], ['down', null]);
    assert.equal((await boxes.run('a', 'fault', 'clear')).code, 0);
    assert.deepEqual([disk().state, disk().restarts], ['up', 0], 'it counts from the start');
  });

  it('is left alone by a sandbox that is stopped meanwhile', async () => {
    await kill();
    await until(() => disk().state === 'waiting');
    assert.equal((await boxes.run('a', 'stop')).code, 0);
    assert.equal(disk().state, 'down');
  });
});
