import assert from 'node:assert/strict';
import fs, {existsSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {mock} from 'node:test';
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

  it('cannot be taken where its directory is not there', () => {
    assert.throws(() => takeLock(join(bench.home, 'nowhere', 'lock'), MINUTE), {code: 'ENOENT'});
  });

  it('is for no one else to read, and leaves no file open', () => {
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    takeLock(path, MINUTE);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(open(), before);
  });

  it('is stale at its limit, and not before', () => {
    takeLock(path, MINUTE);
    const {mtimeMs} = statSync(path);
    assert.equal(takeLock(path, MINUTE, mtimeMs + MINUTE - 1), undefined);
    assert.ok(takeLock(path, MINUTE, mtimeMs + MINUTE));
  });

  it('may be released when it is gone', () => {
    const lock = takeLock(path, MINUTE);
    rmSync(path);
    lock?.release();
    assert.equal(lock?.isHeld(), false);
  });

  it('that someone takes just before the stale one is moved away is put back', () => {
    bench.write('lock', 'an old one');
    utimesSync(path, 0, 0);
    const rename = fs.renameSync;
    mock.method(fs, 'renameSync', (from: string, to: string) => {
      rename(from, `${from}.old`);
      bench.write('lock', 'the new one');
      rename(from, to);
    });
    syncBuiltinESMExports();
    try {
      assert.equal(takeLock(path, MINUTE), undefined);
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.equal(readFileSync(path, 'utf8'), 'the new one');
    assert.deepEqual(readdirSync(bench.home).sort(), ['.globus', 'lock', 'lock.old']);
  });
});
