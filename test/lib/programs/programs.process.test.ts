import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {editorFor} from '../../../src/lib/programs/editor.ts';
import {firstInstalled} from '../../../src/lib/programs/find-program.ts';
import {type Deliver, launch} from '../../../src/lib/programs/launch.ts';
import {pagerFor} from '../../../src/lib/programs/pager.ts';
import {shellLine} from '../../../src/lib/programs/shell-line.ts';
import {GONE_DIRECTORY} from '../../../src/lib/files/local-path.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

const STREAMS = {stdout: process.stdout, stderr: process.stderr, hasStdin: false};

describe('programs of this machine', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = realpathSync(folder)));

  const put = (name: string, text: string, mode = 0o755): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const run = (
    program: string,
    words: string[] = [],
    onStart: (deliver: Deliver) => void = () => undefined,
  ) => launch({program, words, cwd: dir, env: {PATH: process.env['PATH']}, ...STREAMS}, onStart);
  const failure = async (program: string, words?: string[]): Promise<UserError> => {
    const error: unknown = await run(program, words).catch((reason: unknown) => reason);
    assert.ok(error instanceof UserError, String(error));
    return error;
  };

  it('end with their own exit code, in the directory of the run', async () => {
    const script = put('s', '#!/bin/sh\npwd > out; echo "$@" >> out; exit 9\n');
    assert.equal(await run(script, ['a b', '*']), 9);
    assert.equal(readFileSync(join(dir, 'out'), 'utf8'), `${dir}\na b *\n`);
  });

  it('end with 128 and the number of a signal, one that was passed on too', async () => {
    assert.equal(await run('/bin/sh', ['-c', 'kill -9 $$']), 137);
    assert.equal(await run('sleep', ['60'], (deliver) => deliver('SIGTERM')), 143);
  });

  it('print where their run prints, which need not be this process', async () => {
    const bytes: Buffer[] = [];
    const write = (chunk: Uint8Array, done?: () => void): boolean => {
      bytes.push(Buffer.from(chunk));
      setImmediate(() => done?.());
      return false;
    };
    const words = ['-c', 'head -c 300000 /dev/zero; cat; echo end >&2'];
    const own = {stdout: {write}, stderr: {write}, hasStdin: false};
    await launch(
      {program: '/bin/sh', words, cwd: dir, env: {PATH: process.env['PATH']}, ...own},
      () => undefined,
    );
    const all = Buffer.concat(bytes);
    assert.equal(all.length, 300_004);
    assert.ok(all.includes('end\n'));
  });

  it('may be scripts that do not name their shell', async () => {
    assert.equal(await run(put('plain', 'exit "$1"\n'), ['5']), 5);
  });

  it('run where the directory of the process was removed', async () => {
    const given = {program: '/bin/sh', words: ['-c', 'exit 3'], cwd: GONE_DIRECTORY, env: {}, ...STREAMS};
    assert.equal(await launch(given, () => undefined), 3);
  });

  it('that are not there, must not be run, or get too many words, are told', async () => {
    assert.equal((await failure('no-such-program')).exitCode, 127);
    const forbidden = await failure(put('f', 'x', 0o600));
    assert.equal(forbidden.exitCode, 13);
    assert.match(forbidden.next.join(), /TMPDIR/);
    assert.equal((await failure('true', ['x'.repeat(1 << 22)])).exitCode, 7);
  });

  it('get words of ours from a shell as they are', async () => {
    const {program, words} = shellLine('printf "%s|" >out', ['a b', '$HOME', '`x`', '-n', '']);
    await run(program, [...words]);
    assert.equal(readFileSync(join(dir, 'out'), 'utf8'), 'a b|$HOME|`x`|-n||');
  });

  it('are looked for in the absolute directories of PATH', () => {
    mkdirSync(join(dir, 'nano')); // a directory is no program
    put('vi', '');
    put('vim', '', 0o600);
    const path = ['', 'relative', dir].join(delimiter);
    assert.equal(firstInstalled(['nano', 'vim', 'vi'], path), 'vi');
    assert.equal(firstInstalled(['nano'], path), undefined);
    const env = {PATH: path, VISUAL: ' '};
    assert.deepEqual(editorFor('/f', env), {program: 'vi', words: ['/f']});
    put('mcedit', '');
    assert.deepEqual(editorFor('/f', {...env, EDITOR: 'x'}, 'mcedit'), {
      program: 'mcedit',
      words: ['-u', '/f'],
    });
    assert.equal(pagerFor(['/f'], env), undefined);
    put('more', '');
    assert.deepEqual(pagerFor(['/f', '/g'], env), {program: 'more', words: ['/f', '/g']});
    put('less', '');
    assert.deepEqual(pagerFor(['/f'], env)?.program, 'less');
  });
});
