import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync, symlinkSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {awaitLock, takeLock} from '../../../src/lib/tokens/lock-file.ts';
import {thisProcess, uniqueMark} from '../../../src/lib/traces/process-mark.ts';
import {GONE_PID} from '../../support/gone-pid.ts';
import {Workbench} from '../credentials/workbench.ts';

const MINUTE = 60_000;

describe('a lock file', () => {
  let bench: Workbench;
  let path: string;
  beforeEach(() => {
    bench = new Workbench();
    path = join(bench.home, 'lock');
  });
  afterEach(() => bench.remove());

  it('is had by one, and free again when it is released', () => {
    const lock = takeLock(path, MINUTE);
    assert.ok(lock);
    assert.ok(lock.isHeld());
    assert.equal(takeLock(path, MINUTE), undefined);
    lock.release();
    assert.ok(!existsSync(path));
    assert.ok(takeLock(path, MINUTE)?.isHeld());
  });

  it('that was left behind is taken over; whoever lost it knows, and leaves the new one alone', () => {
    const lost = takeLock(path, MINUTE);
    utimesSync(path, 0, (Date.now() - 2 * MINUTE) / 1000);
    const lock = takeLock(path, MINUTE);
    assert.ok(lock);
    assert.ok(lock.isHeld());
    assert.ok(!lost?.isHeld());
    lost?.release();
    assert.ok(lock.isHeld());
    assert.deepEqual(readdirSync(bench.home).sort(), ['.globus', 'lock']);
  });

  it('of a process that is gone is taken over at once; not that of another machine, or without a mark', () => {
    const gone = {...thisProcess(), pid: GONE_PID};
    bench.write('lock', uniqueMark(gone));
    const lock = takeLock(path, MINUTE);
    assert.ok(lock?.isHeld());
    lock?.release();
    for (const text of [uniqueMark({...gone, machine: 'another-host'}), '', 'an earlier version']) {
      bench.write('lock', text);
      assert.equal(takeLock(path, MINUTE), undefined, text);
    }
  });

  it('is waited for, but not for ever', async () => {
    const lock = takeLock(path, MINUTE);
    await assert.rejects(awaitLock(path, MINUTE, 30), {exitCode: 16, message: /Another process holds/});
    const waiting = awaitLock(path, MINUTE, MINUTE);
    lock?.release();
    assert.ok((await waiting).isHeld());
  });

  it('that is a planted link is neither followed nor removed, however old', () => {
    const victim = bench.write('victim', 'precious');
    symlinkSync(victim, path);
    utimesSync(victim, 0, 0);
    assert.throws(() => takeLock(path, 0), {exitCode: 13, message: /it is a link/});
    symlinkSync(join(bench.home, 'nowhere'), `${path}2`);
    assert.throws(() => takeLock(`${path}2`, 0), {exitCode: 13});
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    assert.ok(!existsSync(join(bench.home, 'nowhere')));
  });
});
