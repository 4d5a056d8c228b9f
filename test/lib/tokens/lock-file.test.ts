import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync, symlinkSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {awaitLock, takeLock} from '../../../src/lib/tokens/lock-file.ts';
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
