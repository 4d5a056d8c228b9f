import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {layoutOf} from '../../src/box/layout.ts';
import {rootOf} from '../../src/box/location.ts';
import {lockHolder, LockedError, releaseLock, takeLock} from '../../src/box/lock.ts';
import {endOrphans} from '../../src/box/orphans.ts';
import {endProcess, identify} from '../../src/box/process.ts';
import {exportLines} from '../../src/box/shells.ts';
import {serverFiles} from '../../src/storage/layout.ts';

describe('the parts of a sandbox', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'alien-box-'))));
  afterEach(() => rmSync(folder, {recursive: true}));

  it('a lock is taken once, and one of a dead process counts for nothing', async () => {
    const file = join(folder, 'lock');
    takeLock(file);
    assert.equal(lockHolder(file)?.pid, process.pid);
    assert.throws(() => takeLock(file), LockedError);
    releaseLock(file);
    assert.equal(existsSync(file), false);

    const child = spawn('true');
    await once(child, 'exit');
    writeFileSync(file, JSON.stringify({pid: child.pid, started: '1'}));
    assert.equal(lockHolder(file), undefined);
    takeLock(file);
    releaseLock(file);
    // The number of a dead process that another one has got since.
    writeFileSync(file, JSON.stringify({pid: process.pid, started: '1'}));
    takeLock(file);
    writeFileSync(file, 'half a li');
    takeLock(file);
    assert.equal(lockHolder(file)?.pid, process.pid);
  });

  it('a process that ignores the polite signal is ended', async () => {
    const child = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done']);
    await once(child.stdout, 'data');
    const id = identify(child.pid ?? 0);
    assert.ok(id);
    const ended = once(child, 'exit');
    await endProcess(id, 100);
    assert.deepEqual(await ended, [null, 'SIGKILL']);
  });

  it('storage servers left alone are ended, other processes with their number are not', async () => {
    const layout = layoutOf(folder);
    const [first, second] = ['disk1', 'disk2'].map((name) => serverFiles(layout.storage, name));
    assert.ok(first && second);
    for (const files of [first, second]) mkdirSync(files.folder, {recursive: true});
    const orphan = spawn('sh', ['-c', 'echo ready; while :; do sleep 0.05; done', first.config]);
    const stranger = spawn('sh', ['-c', 'echo ready; while :; do sleep 0.05; done', 'something else']);
    await Promise.all([once(orphan.stdout, 'data'), once(stranger.stdout, 'data')]);
    writeFileSync(first.pid, `${orphan.pid}\n`);
    writeFileSync(second.pid, `${stranger.pid}\n`);
    const ended = once(orphan, 'exit');
    assert.equal(await endOrphans(layout), 1);
    assert.deepEqual(await ended, [null, 'SIGTERM']);
    assert.ok(identify(stranger.pid ?? 0));
    stranger.kill('SIGKILL');
  });

  it('the lines for shells set what they say, whatever is in it', () => {
    const odd = `it's "a" $HOME \\ \`b\` !`;
    const script = [...exportLines({ODD: odd}, 'sh'), 'printf %s "$ODD${JALIEN_HOST-gone}"'].join('\n');
    const shell = (program: string): string =>
      execFileSync(program, ['-c', script], {
        encoding: 'utf8',
        env: {...process.env, JALIEN_HOST: 'elsewhere'},
      });
    assert.equal(shell('sh'), `${odd}gone`);
    assert.equal(shell('bash'), `${odd}gone`);
    assert.deepEqual(exportLines({A: "x'y"}, 'fish')[0], "set -gx A 'x\\'y';");
    assert.deepEqual(exportLines({A: 'x!'}, 'csh')[0], "setenv A 'x\\!';");
  });

  it('names that could lead out of the folder are refused', () => {
    for (const name of ['', '..', 'a/b', '-x', 'x'.repeat(41)]) {
      assert.throws(() => rootOf({name}), /cannot be the name of a sandbox/, name);
    }
    assert.equal(rootOf({name: 'x', dir: folder}), folder);
  });
});
