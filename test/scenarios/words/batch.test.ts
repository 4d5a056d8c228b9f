import assert from 'node:assert/strict';
import {chmod, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('a batch of commands', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  useScene({storage: true}, (scene) => ({grid, alien, dir} = scene));

  /** Write a local file. */
  const file = (name: string, ...lines: string[]): Promise<void> =>
    writeFile(join(dir, name), `${lines.join('\n')}\n`);

  it('submits a job as scripts do', async () => {
    await file('job.sh', '#!/bin/sh', 'true');
    await file('job.jdl', `Executable = "${HOME}/sub/job.sh";`, 'OutputDir = "out";');
    await file(
      'work.txt',
      'user demo',
      'whoami',
      'rmdir sub',
      'mkdir sub',
      'rm sub/job.sh',
      'cp file:job.sh alien:sub/job.sh@DISK=1',
      'cp file:job.jdl alien:sub/job.jdl@DISK=1',
      'submit sub/job.jdl',
    );
    const {stdout, code} = await alien.shell(
      `alien < work.txt > said.txt; code=$?; grep "Your new job ID is" said.txt | awk '{print $NF}'; exit $code`,
    );
    assert.equal(code, 0);
    assert.match(stdout, /^\d+\n$/);
    assert.match(await readFile(join(dir, 'said.txt'), 'utf8'), /^demo\n/);
    assert.equal((await grid.readFile(`${HOME}/sub/job.sh`)).toString(), '#!/bin/sh\ntrue\n');
  });

  it('copies from a heredoc', async () => {
    for (const name of ['a', 'b'])
      await grid.storeFile({lfn: `${HOME}/train/${name}.root`, content: name, owner: 'demo'});
    const {code, stderr} = await alien.shell(
      'alien <<EOF\ncp -T 32 alien:train/a.root file:got/\ncp -T 32 alien:train/b.root \\\n  file:got/\nEOF',
    );
    assert.equal(code, 0, stderr);
    assert.equal(await readFile(join(dir, 'got/a.root'), 'utf8'), 'a');
    assert.equal(await readFile(join(dir, 'got/b.root'), 'utf8'), 'b');
  });

  it('says nothing of its own, and ends with the code of the last command', async () => {
    await file(
      'quiet.txt',
      '# a comment',
      '',
      'mkdir -p quiet',
      '  cd quiet # and there',
      'pwd',
      'stat nowhere',
    );
    for (const line of [
      'alien < quiet.txt',
      'cat quiet.txt | alien',
      'alien quiet.txt',
      'alien batch quiet.txt',
    ]) {
      assert.deepEqual(
        await alien.shell(line),
        {code: 2, stdout: `${HOME}/quiet/\n`, stderr: 'No such file or directory : nowhere\n'},
        line,
      );
    }
    assert.deepEqual(await alien.shell('printf "" | alien'), {code: 0, stdout: '', stderr: ''});
    assert.match((await alien.shell('alien < /dev/null')).stdout, /alien help COMMAND/);
  });

  it('is a script with an interpreter', async () => {
    await file('script', '#!/usr/bin/env alien', 'pwd');
    await chmod(join(dir, 'script'), 0o700);
    assert.equal((await alien.shell('./script')).stdout, `${HOME}/\n`);
  });

  it('goes on behind a line that fails, or stops there if told so', async () => {
    await file('bad.txt', 'pwd', 'stat nowhere || pwd', 'stat nowhere; pwd', `ls 'x`, 'pwd');
    const loose = await alien.run('bad.txt');
    assert.deepEqual([loose.code, loose.stdout], [0, `${HOME}/\n`.repeat(4)]);
    assert.match(loose.stderr, /^Line 4, column 4: This ' has no second one\.$/m);
    for (const words of [
      ['--strict', 'bad.txt'],
      ['batch', 'bad.txt', '--strict'],
    ]) {
      const strict = await alien.run(...words);
      assert.deepEqual([strict.code, strict.stdout], [2, `${HOME}/\n`.repeat(2)]);
    }
    await file('unread.txt', 'pwd', '"', 'pwd');
    const unread = await alien.run('--strict', 'unread.txt');
    assert.deepEqual([unread.code, unread.stdout], [22, `${HOME}/\n`]);
  });

  it('runs each line as soon as it is there', async () => {
    const {stdout, code} = await alien.shell(
      'mkfifo in out; alien < in > out & exec 3> in 4< out; ' +
        'echo pwd >&3; read -r first <&4; echo "echo $first again" >&3; read -r second <&4; ' +
        'exec 3>&-; wait $!; code=$?; echo "$second"; exit $code',
    );
    assert.deepEqual([stdout, code], [`${HOME}/ again\n`, 0]);
  });

  it('leaves its lines to no command', async () => {
    await file('list.txt', 'cp --input -', '!cat', 'pwd');
    assert.equal((await alien.shell('alien < list.txt')).stdout, `${HOME}/\n`);
  });

  it('takes a command before a file of its name, and refuses what is no text', async () => {
    await file('pwd', 'whoami');
    assert.equal(await alien.ok('pwd'), `${HOME}/\n`);
    await writeFile(join(dir, 'latin.txt'), Buffer.from([0x6c, 0x73, 0x20, 0xff, 0x0a]));
    assert.match((await alien.run('latin.txt')).stderr, /latin\.txt cannot be read: .*UTF-8/);
    assert.equal((await alien.run('batch', 'nowhere.txt')).code, 2);
    assert.equal((await alien.run('batch', 'pwd', '-c', 'pwd')).code, 22);
    await file('names.txt', 'touch größe', 'ls größe');
    assert.equal(await alien.ok('batch', 'names.txt'), 'größe\n');
  });

  it('may run others, but not itself without end', async () => {
    await file('inner.txt', 'cd inner', 'exit 4');
    await file('outer.txt', 'mkdir -p inner', 'batch inner.txt', 'pwd');
    assert.deepEqual(await alien.run('outer.txt'), {code: 4, stdout: '', stderr: ''});
    await file('again.txt', 'pwd', 'batch again.txt');
    const {code, stderr} = await alien.run('again.txt');
    assert.deepEqual([code, stderr], [40, 'again.txt runs itself, or 20 batches run one another.\n']);
    const empty = await alien.run(' ');
    assert.equal(empty.code, 22);
    assert.match(empty.stderr, /is empty/);
  });

  it('goes on after a lost connection, in the same directory', async () => {
    await alien.ok('mkdir -p lost');
    let asked = 0;
    grid.onRequest = ({command}) => (command === 'whoami' && asked++ === 0 ? 'drop' : 'answer');
    assert.equal(await alien.ok('cd lost; whoami; pwd'), `demo\n${HOME}/lost/\n`);
  });
});
