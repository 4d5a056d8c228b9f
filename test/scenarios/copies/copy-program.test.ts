import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {spawn} from '@lydell/node-pty';
import type {CopySummary} from '../../../src/lib/copy/model/events.ts';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ESC = '\u001B';

describe('alien cp, as a script and a person see it', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({storage: true}, async (scene) => {
    ({grid, dir, alien} = scene);
    await writeFile(join(dir, 'f'), 'content');
    await mkdir(join(dir, 'tree'));
    for (let index = 0; index < 40; index++)
      await writeFile(join(dir, `tree/${index}`), randomBytes(2 << 20));
  });

  it('copies there and back, and prints the lines that scripts know', async () => {
    const up = await alien.ok('cp', 'file:f', 'alien:~/f');
    assert.match(
      up,
      /^(?:jobID: [12]\/2 >>> Start\n){2}(?:jobID: [12]\/2 >>> STATUS OK >>> SPEED \d+\.\d\d MiB\/s\n){2}Successful jobs \(1st try\): 2\/2\n$/,
    );
    await alien.ok('cp', 'alien:f', 'file:g', '-T', '4', '-retry', '1');
    assert.equal(await readFile(join(dir, 'g'), 'utf8'), 'content');
    assert.equal(await alien.ok('cp', '-q', 'alien:f', 'file:h'), '');
  });

  it('reads operands without a prefix, and says how', async () => {
    const {stderr, code} = await alien.run('cp', 'f', 'unprefixed');
    assert.equal(code, 0);
    assert.match(stderr, /^Read as: file:f -> alien:unprefixed\n/);
    await alien.ok('cp', '/alice/cern.ch/user/d/demo/unprefixed', '.');
    assert.equal(await readFile(join(dir, 'unprefixed'), 'utf8'), 'content');
  });

  it('copies a list, from a file and from stdin, and chosen files', async () => {
    await writeFile(join(dir, 'list'), `file:f alien:list/f\nfile:tree alien:list/tree # forty files\n`);
    assert.match(
      await alien.ok('cp', '-input', 'list', '-maxdepth', '0', '-glob', '1?'),
      /\(1st try\): 20\/20/,
    );
    const piped = await alien.shell('echo alien:list/tree/11 file:from-list | alien cp --input -');
    assert.equal(piped.code, 0);
    assert.equal((await readFile(join(dir, 'from-list'))).length, 2 << 20);
    assert.equal((await alien.run('cp', '-input', 'missing')).code, 2);
    assert.equal((await alien.run('cp', 'alien:list/', 'file:x', '-select', '(')).code, 64);
    await alien.ok('cp', '-dst', 'file:kept', 'alien:list/tree/11', 'alien:list/tree/12');
    assert.deepEqual((await readdir(join(dir, 'kept'))).sort(), ['11', '12']);
  });

  it('reports to a file what happens', async () => {
    await alien.run('cp', '-q', '--report', 'events', 'file:f', 'alien:reported');
    const events = (await readFile(join(dir, 'events'), 'utf8')).trimEnd().split('\n');
    const kinds = events.map((line) => (JSON.parse(line) as {kind: string}).kind);
    assert.deepEqual([...new Set(kinds)], ['planned', 'started', 'done', 'summary']);
  });

  it('copies from grid to grid', async () => {
    await alien.ok('cp', 'file:tree/', 'alien:from/');
    await alien.ok('cp', '-q', 'alien:from', 'alien:to');
    await alien.ok('cp', '-q', 'alien:to/', 'file:back');
    assert.equal((await alien.shell('diff -r tree back')).code, 0);
    assert.match((await alien.run('cp', 'alien:from/', 'alien:to/')).stderr, /40 already there/);
  });

  it('ends with the code of what failed', async () => {
    assert.equal((await alien.run('cp', 'alien:missing', 'file:x')).code, 2);
    assert.equal((await alien.run('cp', 'file:missing', 'alien:x')).code, 2);
    assert.equal((await alien.run('cp', 'file:f', 'alien:/alice/cern.ch/f')).code, 77);
    assert.equal((await alien.run('cp', 'alien:a', 'alien:b')).code, 2);
    assert.equal((await alien.run('cp', 'file:a', 'file:b')).code, 22);
    assert.equal((await alien.run('cp', 'file:f')).code, 22);
  });

  it('prints what happens as JSON, one object a line', async () => {
    const lines = (await alien.ok('cp', '--json', 'file:tree/1', 'file:f', 'alien:json/')).trimEnd();
    const events = lines.split('\n').map((line) => JSON.parse(line) as {kind: string; summary?: CopySummary});
    const kinds = [...new Set(events.map(({kind}) => kind))];
    assert.deepEqual(
      new Set(kinds),
      new Set(['planned', 'reading', 'started', 'progress', 'done', 'summary']),
    );
    assert.equal(kinds[0], 'planned');
    assert.equal(events.at(-1)?.summary?.copied, 2);
  });

  it('says on a dry run what it would do, in both directions, and changes nothing anywhere', async () => {
    await alien.ok('cp', '-q', 'file:tree/1', 'file:tree/2', 'alien:dry-source/');
    const trees = async () => [
      await readdir(dir, {recursive: true}),
      await alien.ok('find', '--fresh', '~/', '*'),
    ];
    const before = await trees();
    grid.requests.length = 0;
    const up = await alien.run('cp', '-dryrun', 'file:tree', 'alien:dry/');
    assert.match(up.stdout, /tree\/7 -> .*\/dry\/tree\/7\n/);
    assert.match(up.stderr, /Would copy 40 files, 80\.0 MiB\./);
    const down = await alien.run('cp', '--dry-run', 'alien:dry-source', 'file:dry/new/');
    assert.match(down.stdout, /dry-source\/1 -> .*\/dry\/new\/dry-source\/1\n/);
    assert.match(down.stderr, /Would copy 2 files, 4\.0 MiB\./);
    const list = await alien.shell('echo alien:dry-source/1 file:by/list | alien cp -dryrun -input -');
    assert.equal(list.code, 0);
    const asked = new Set(grid.requests.map(({command}) => command));
    assert.deepEqual(asked, new Set(['stat', 'find']));
    assert.deepEqual(await trees(), before);
  });

  it('stops at Ctrl-C with 130 and no partial file', async () => {
    await alien.ok('cp', '-q', 'file:tree/', 'alien:tree');
    const {child, finished} = alien.start('cp', 'alien:tree/', 'file:stopped', '-T', '2');
    const onOutput = (text: Buffer): void => {
      if (!text.includes('STATUS OK')) return; // until the first file is there
      child.stdout?.off('data', onOutput);
      child.kill('SIGINT');
    };
    child.stdout?.on('data', onOutput);
    const {code, stderr} = await finished;
    assert.equal(code, 130);
    assert.match(stderr, /stopped, \d+ not copied/);
    const names = await readdir(join(dir, 'stopped'));
    assert.ok(names.length > 0 && names.length < 40);
    assert.deepEqual(
      names.filter((name) => name.startsWith('.')),
      [],
    );
  });

  for (const {columns, rows} of [
    {columns: 80, rows: 24},
    {columns: 40, rows: 10},
  ])
    it(`draws 64 transfers on a terminal of ${columns}x${rows}: no line wraps, the block fits, and is cleared`, async () => {
      const program = join(import.meta.dirname, '../../../bin/alien');
      // Without a limit all may be there before anything is drawn.
      const words = ['cp', 'alien:tree/', `file:drawn${columns}`, '-T', '64', '--limit-rate=60M'];
      const env = {...process.env, ...grid.env(), HOME: dir};
      const pty = spawn(program, words, {cwd: dir, env, cols: columns, rows});
      let screen = '';
      pty.onData((data) => (screen += data));
      const {exitCode} = await new Promise<{exitCode: number}>((resolve) => pty.onExit(resolve));
      assert.equal(exitCode, 0);
      assert.match(screen, /\d+\/40 files, .* of 80\.0 MiB/);
      assert.match(screen, columns > 60 ? /\d+% .*ALICE::SANDBOX::DISK\d .*tree\/\d+/ : /\d+% .*tree\/\d+/);
      assert.doesNotMatch(screen, /jobID/);
      const frames = screen.split(`${ESC}[?2026h`);
      const summary = frames.pop();
      assert.match(stripVTControlCharacters(summary ?? ''), /Copied 40 files, 80\.0 MiB/);
      assert.ok(frames.length > 2);
      for (const frame of frames) {
        const lines = stripVTControlCharacters(frame).split(/\r?\n/);
        assert.ok(lines.length <= rows, frame);
        for (const line of lines) assert.ok([...line].length < columns, line);
      }
    });
});
