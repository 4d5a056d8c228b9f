import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CTRL_D} from '../stage/prompt.ts';
import {shellWord} from '../../../src/lib/words/shell-word.ts';
import {ALIEN, type ShellScene, useShell} from './shell-scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('the life of a shell', () => {
  let scene: ShellScene;
  useShell((opened) => (scene = opened));

  it('survives an idle close and a lost network, in the same directory', async () => {
    await scene.shell.enter('cd data/run1');
    scene.grid.hangUp();
    assert.equal(await scene.shell.enter('pwd'), `${HOME}/data/run1/`);
    let asked = 0;
    scene.grid.onRequest = ({command}) => (command === 'whoami' && asked++ === 0 ? 'drop' : 'answer');
    assert.equal(await scene.shell.enter('whoami; pwd'), `demo\n${HOME}/data/run1/`);
    await scene.shell.enter('cd');
  });

  it('works in the background', async () => {
    await scene.shell.enter('cd data');
    assert.match(await scene.shell.enter('pwd; echo $TMPDIR &'), /^\/.*\/data\/\n\[\d+\] \d+$/);
    await scene.shell.shows(/\[\d+\] done: echo \$TMPDIR\n {4}\/\S+\n/);
    await scene.shell.enter('pwd && stat nowhere &');
    assert.match(await scene.shell.enter('wait; $?'), /^2$/m);
    await scene.shell.shows(/\[\d+\] failed with exit code 2: pwd/);
    assert.match(await scene.shell.enter('jobs'), /failed with exit code 2: pwd && stat nowhere/);
    assert.equal(await scene.shell.enter('fg'), `${HOME}/data/\nNo such file or directory : nowhere`);
    assert.match(
      await scene.shell.enter('jobs --clear; jobs; fg 77'),
      /Nothing is in the background[^]*no job 77/,
    );
    await scene.shell.enter('cd');
  });

  it('ends with the terminal, and the work in the background does not', async () => {
    const other = await scene.open();
    await other.enter('cp file:big alien:left &');
    await other.shows(/\[1\] \d+/);
    other.type('exit 3\r');
    await other.shows('Leave?');
    other.type('n\r');
    await other.prompt();
    other.type(CTRL_D);
    await other.until(() => other.lines.at(-1) === 'Leave?');
    other.type('\r');
    assert.equal(await other.ended, 0);
    assert.equal((await scene.alien.run('wait')).code, 0);
    assert.match(await scene.alien.ok('ls', '-l', 'left'), / 314572800 /);
    assert.match(await scene.alien.ok('jobs'), /\[1\] done: cp file:big alien:left/);
    await scene.alien.ok('jobs', '--clear');
  });

  it('ends when the terminal is closed', async () => {
    const other = await scene.open();
    other.close();
    await other.ended;
    const busy = await scene.open();
    const asked = scene.hung('du');
    busy.type('du data\r');
    await asked;
    busy.close();
    assert.equal(await busy.ended, 129);
  });

  it('is suspended, and comes back with what was typed', async () => {
    const bash = scene.start(['--norc', '-i'], {PS1: 'bash$ '}, '/bin/bash');
    await bash.shows(/bash\$$/);
    bash.type(`${shellWord(ALIEN)}\r`);
    await bash.prompt();
    bash.type('echo half\u001a');
    await bash.shows(/Stopped[^]*bash\$$/);
    bash.type('fg\r');
    await bash.until(() => bash.typed === 'echo half');
    bash.type(' and whole\r');
    await bash.shows(/^half and whole$/m);
    await bash.prompt();
    bash.type(CTRL_D);
    await bash.shows(/bash\$$/);
    bash.type('exit\r');
    assert.equal(await bash.ended, 0);
  });

  it('is where it was the last time, unless told otherwise', async () => {
    const other = await scene.open();
    await other.enter('cd data/run1');
    assert.equal(await scene.leave(other), 0);
    assert.match(readFileSync(join(scene.dir, '.alienpy_session'), 'utf8'), /^CWD = \/.*run1\/$/m);
    const again = await scene.open();
    assert.equal(await again.enter('pwd; cd -; pwd'), `${HOME}/data/run1/\n${HOME}/`);
    await again.enter('mkdir data/gone; cd data/gone');
    await scene.leave(again);
    await scene.alien.ok('rmdir', 'data/gone');
    const third = await scene.open();
    assert.match(third.text, /data\/gone\/, is gone/);
    await scene.leave(third);
    const fresh = await scene.open({ALIENPY_NO_CWD_RESTORE: '1', ALIENPY_NO_HISTORY: '1'});
    assert.equal(await fresh.enter('pwd'), `${HOME}/`);
    fresh.type('exit 4\r');
    assert.equal(await fresh.ended, 4);
    assert.ok(!readFileSync(join(scene.dir, '.alienpy_history'), 'utf8').includes('exit 4'));
  });

  it('does not open without a connection, and says why', async () => {
    const lost = scene.start(['shell'], {ALIENPY_JCENTRAL_PORT: '1'});
    assert.equal(await lost.ended, 107);
    assert.match(lost.text, /localhost/);
  });

  it('is a batch from a pipe: no banner, no prompt', async () => {
    const child = scene.alien.drive('shell', '--strict');
    child.stdin.end('# a comment\necho $HOME \\\n  two; stat nowhere\npwd\n');
    let stdout = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    assert.deepEqual([code, stdout], [2, `${scene.dir} two\n`]);
    assert.equal((await scene.alien.run('shell', '-c', 'exit 6')).code, 6);
    assert.ok(existsSync(join(scene.dir, '.alienpy_history')));
  });
});
