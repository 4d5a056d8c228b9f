import assert from 'node:assert/strict';
import {chmodSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

describe('programs of this machine on grid files', () => {
  let dir: string;
  let alien: Program;
  let env: Record<string, string>;
  useScene({storage: true}, async (scene) => {
    ({dir, alien} = scene);
    env = {...scene.grid.env(), TMPDIR: dir, HOME: dir, PATH: `${dirname(ALIEN)}:${process.env['PATH']}`};
    writeFileSync(join(dir, 'script'), '#!/bin/sh\ntr a-z A-Z; echo "$#: $*" >&2; exit 23\n');
    writeFileSync(join(dir, 'text'), 'first\nsecond\n');
    await alien.ok('cp', 'file:script', 'file:text', 'alien:./');
  });

  const editor = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const left = () => readdirSync(dir).filter((name) => name.startsWith('alien-'));

  /** A run in a real terminal; `answer` is told the screen each time it grows, and gets the keyboard. */
  const inTerminal = async (
    words: string[],
    answer: (screen: string, type: (keys: string) => void) => void,
    more: Record<string, string> = {},
  ): Promise<{code: number; screen: string}> => {
    const pty = spawn(ALIEN, words, {cwd: dir, env: {...env, TERM: 'xterm', ...more}, cols: 100, rows: 10});
    let screen = '';
    pty.onData((data) => answer((screen += data), (keys) => pty.write(keys)));
    const {exitCode} = await new Promise<{exitCode: number}>((resolve) => pty.onExit(resolve));
    return {code: exitCode, screen};
  };

  it('exec passes words, input, output and the exit code', async () => {
    const {code, stdout, stderr} = await alien.shell('echo input | alien exec script -x "a b"');
    assert.deepEqual([code, stdout, stderr], [23, 'INPUT\n', '2: -x a b\n']);
    assert.deepEqual(left(), []);
  });

  it('run puts the files behind a program', async () => {
    const {code, stdout} = await alien.run('run', 'wc -l', 'text');
    assert.deepEqual([code, stdout.trim().split(/\s+/)[0]], [0, '2']);
    assert.equal((await alien.run('run', 'grep', 'third', 'text')).code, 1);
    assert.deepEqual(left(), []);
  });

  it('less pages on a terminal, and q ends it', async () => {
    writeFileSync(join(dir, 'long'), Array.from({length: 100}, (_, line) => `line ${line}`).join('\n'));
    await alien.ok('cp', 'file:long', 'alien:long');
    let isAnswered = false;
    const {code, screen} = await inTerminal(['less', 'long'], (seen, type) => {
      if (isAnswered || !/line 5/.test(seen)) return;
      isAnswered = true;
      type('q');
    });
    assert.equal(code, 0, screen);
    assert.doesNotMatch(screen, /line 50/);
    assert.deepEqual(left(), []);
  });

  it('Ctrl-C is for the program, which may go on', async () => {
    editor('patient', 'trap "echo caught" INT; echo ready; read -r _ || read -r _; echo end; exit 4');
    await alien.ok('cp', 'file:patient', 'alien:patient');
    const typed: string[] = [];
    const {code, screen} = await inTerminal(['exec', 'patient'], (seen, type) => {
      const keys = /caught/.test(seen) ? '\r' : /ready/.test(seen) ? '\u0003' : undefined;
      if (keys === undefined || typed.includes(keys)) return;
      typed.push(keys);
      type(keys);
    });
    assert.equal(code, 4, screen);
    assert.match(screen, /end/);
    assert.deepEqual(left(), []);
  });

  it('Ctrl-C ends a program that does not mind it, as in a shell', async () => {
    let isAnswered = false;
    const {code, screen} = await inTerminal(['run', 'echo ready; sleep 60; cat', 'text'], (seen, type) => {
      if (isAnswered || !/ready/.test(seen)) return;
      isAnswered = true;
      type('\u0003');
    });
    assert.equal(code, 130, screen);
    assert.deepEqual(left(), []);
  });

  it('SIGTERM reaches the program, and what was fetched is removed', async () => {
    editor('slow', 'echo ready; exec sleep 60');
    await alien.ok('cp', 'file:slow', 'alien:slow');
    const {child, finished} = alien.start('exec', 'slow');
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    assert.equal((await finished).code, 143);
    assert.deepEqual(left(), []);
  });

  it('edit replaces the file, and keeps the old one', async () => {
    const EDITOR = editor('upper', 'tr a-z A-Z < "$1" > "$1.new" && mv "$1.new" "$1"');
    const {code, stdout} = await alien.shell(`EDITOR='${EDITOR}' alien edit text@disk:1`);
    assert.equal(code, 0);
    assert.match(stdout, /^Uploaded \/\S+\/text\n$/);
    assert.equal(await alien.ok('cat', 'text'), 'FIRST\nSECOND\n');
    assert.equal(await alien.ok('cat', 'text~'), 'first\nsecond\n');
    assert.equal((await alien.ok('whereis', 'text')).match(/SE =>/g)?.length, 1);
    const again = await alien.shell(`EDITOR='${EDITOR}' alien edit text`);
    assert.match(again.stderr, /nothing was changed/);
    assert.deepEqual(left(), []);
  });

  it('edit notices a change on the grid meanwhile, and keeps the text', async () => {
    writeFileSync(join(dir, 'other'), 'by another');
    const EDITOR = editor('late', 'echo mine > "$1"; alien cp -f file:other alien:text >/dev/null 2>&1');
    const {code, stderr} = await alien.shell(`EDITOR='${EDITOR}' alien edit text`);
    assert.equal(code, 16, stderr);
    assert.equal(readFileSync(/kept here: (.*)/.exec(stderr)?.[1] ?? '', 'utf8'), 'mine\n');
    assert.equal(await alien.ok('cat', 'text'), 'by another');
  });

  it('vi edits on a terminal, and a question about a change is answered there', async () => {
    await alien.ok('cp', '-f', 'file:other', 'alien:asked');
    const EDITOR = editor('both', 'vi -u NONE "$1"; alien cp -f file:long alien:asked >/dev/null 2>&1');
    const typed: string[] = [];
    const {code, screen} = await inTerminal(
      ['edit', 'asked'],
      (seen, type) => {
        const keys = /\[y\/N\]/.test(seen)
          ? 'y\r'
          : /by another/.test(seen)
            ? 'ccby me\u001b:wq\r'
            : undefined;
        if (keys === undefined || typed.includes(keys)) return;
        typed.push(keys);
        type(keys);
      },
      {EDITOR},
    );
    assert.equal(code, 0, screen);
    assert.equal(await alien.ok('cat', 'asked'), 'by me\n');
  });
});
