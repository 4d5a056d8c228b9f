import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import Edit from '../../src/commands/_change/edit.ts';
import Nano from '../../src/commands/_change/nano.ts';
import Cat from '../../src/commands/_look/cat.ts';
import Exec from '../../src/commands/_look/exec.ts';
import Less from '../../src/commands/_look/less.ts';
import More from '../../src/commands/_look/more.ts';
import Run from '../../src/commands/_look/run.ts';
import {Interrupt} from '../../src/lib/cli/base/interrupt.ts';
import type {Launch} from '../../src/lib/programs/launch.ts';
import {FakeGrid} from '../lib/copy/support/fake-grid.ts';
import {md5Of} from '../lib/copy/support/fake-storage.ts';
import {Workbench} from './workbench.ts';

const HOME = '/alice/home';
const NO_PROGRAMS = {PATH: '/nowhere'};

describe('the verbs that start programs', () => {
  let bench: Workbench;
  let grid: FakeGrid;

  beforeEach(() => {
    bench = new Workbench();
    grid = new FakeGrid();
    bench.answer = ([command = '', ...options]) => grid.request(command, options);
    place('a', 'text of a\n');
    place('b', 'text of b\n');
  });

  function place(name: string, content: string): void {
    const url = `root://ALICE::A::ONE//${name}`;
    bench.storage.files.set(url, Buffer.from(content));
    const [size, md5] = [content.length, md5Of(content)];
    const guid = `${name.charCodeAt(0)}`.padStart(8, '0') + '-1111-4111-8111-111111111111';
    grid.entries.set(`${HOME}/${name}`, {type: 'f', size, md5, guid, replicas: [url]});
  }
  /** What a program is told, files by their names and contents. */
  const told = ({words}: Launch): string[] =>
    words.map((word) => (existsSync(word) ? `${basename(word)}=${readFileSync(word, 'utf8').trim()}` : word));
  const watch = (): string[][] => {
    const seen: string[][] = [];
    bench.launched = (launch) => (seen.push([launch.program, ...told(launch)]), 0);
    return seen;
  };

  it('cat takes names with and without alien:, and all of them are right before one is printed', async () => {
    assert.equal((await bench.run(Cat, ['a', 'alien:b'])).stdout, 'text of a\ntext of b\n');
    const {code, stdout} = await bench.run(Cat, ['a', 'file:b']);
    assert.deepEqual([code, stdout], [22, '']);
  });

  it('cat marks lines as it does everywhere, on through all files', async () => {
    assert.equal((await bench.run(Cat, ['-n', 'a', 'b'])).stdout, '     1\ttext of a\n     2\ttext of b\n');
    assert.equal((await bench.run(Cat, ['-bE', 'a'])).stdout, '     1\ttext of a$\n');
    assert.equal((await bench.run(Cat, ['-e', 'a'])).stdout, 'text of a$\n');
  });

  for (const Pager of [Less, More]) {
    it(`${Pager.name} prints the bytes where there is no terminal`, async () => {
      assert.equal((await bench.run(Pager, ['a', 'b'])).stdout, 'text of a\ntext of b\n');
      assert.deepEqual(bench.launches, []);
    });
  }

  it('less starts $PAGER on a terminal, with files that have their own names', async () => {
    const seen = watch();
    const env = {PAGER: 'my pager -x'};
    await bench.run(Less, ['a', 'alien:b'], {terminal: true, env});
    assert.deepEqual(seen, [['/bin/sh', '-c', 'my pager -x "$@"', 'alien', 'a=text of a', 'b=text of b']]);
    for (const path of bench.launches[0]?.words.slice(-2) ?? []) assert.ok(!existsSync(path), path);
  });

  it('less prints where there is no pager, or none is wanted', async () => {
    for (const env of [{PAGER: ''}, {PAGER: 'cat'}, NO_PROGRAMS]) {
      const {stdout} = await bench.run(Less, ['a'], {terminal: true, env});
      assert.equal(stdout, 'text of a\n');
    }
    assert.deepEqual(bench.launches, []);
  });

  it('less ends with the exit code of the pager', async () => {
    bench.launched = () => 4;
    assert.equal((await bench.run(Less, ['a'], {terminal: true, env: {PAGER: 'x'}})).code, 4);
  });

  it('exec runs the file itself, with all words behind it', async () => {
    let mode: number | undefined;
    const seen: string[][] = [];
    bench.launched = (launch) => {
      mode = statSync(launch.program).mode & 0o777;
      seen.push([basename(launch.program), ...launch.words]);
      return 7;
    };
    const {code} = await bench.run(Exec, ['--force', 'alien:a', '-force', '--help', '', '--', '-x']);
    assert.deepEqual([code, mode, seen], [7, 0o700, [['a', '-force', '--help', '', '--', '-x']]]);
    assert.ok(!existsSync(bench.launches[0]?.program ?? ''));
  });

  it('less and more hand on what they do not know themselves', async () => {
    const seen = watch();
    await bench.run(Less, ['-N', '+G', '-force', 'a'], {terminal: true, env: {PAGER: 'less'}});
    await bench.run(More, ['-x', '--', 'a'], {terminal: true, env: {PAGER: 'less'}});
    assert.deepEqual(
      seen.map((words) => words.slice(4)),
      [
        ['-N', '+G', 'a=text of a'],
        ['-x', 'a=text of a'],
      ],
    );
    assert.equal((await bench.run(Less, ['-N', 'a'])).stdout, 'text of a\n');
  });

  it('exec takes -- before the file, and says that -noout has no effect', async () => {
    const {stderr} = await bench.run(Exec, ['-noout', '--', 'a', '-v']);
    assert.deepEqual(bench.launches[0]?.words, ['-v']);
    assert.match(stderr, /^Without effect: -noout \(/);
  });

  const RUNS = [
    [
      ['md5sum', '-b', 'a'],
      ['md5sum -b "$@"', 'a'],
    ],
    [
      ['grep -c "x y"', 'a'],
      ['grep -c "x y" "$@"', 'a'],
    ],
    [
      ['grep', 'x $y', 'a'],
      [`grep 'x $y' "$@"`, 'a'],
    ],
    [
      ['diff', 'alien:a', 'alien:b'],
      ['diff "$@"', 'a', 'b'],
    ],
    [
      ['diff', '-u', 'alien:a', '-w', 'alien:b'],
      ['diff -u -w "$@"', 'a', 'b'],
    ],
  ] as const;
  for (const [words, [text, ...files]] of RUNS) {
    it(`run ${words.join(' ')}`, async () => {
      const seen = watch();
      assert.equal((await bench.run(Run, words)).code, 0);
      assert.deepEqual(seen, [['/bin/sh', '-c', text, 'alien', ...files.map((f) => `${f}=text of ${f}`)]]);
    });
  }

  it('run and exec refuse to guess', async () => {
    for (const [command, words] of [
      [Run, []],
      [Run, ['a']],
      [Run, ['alien:a', 'alien:b']],
      [Run, ['wc', '']],
      [Exec, []],
      [Exec, ['file:a']],
      [Exec, ['--nonsense', 'a']],
    ] as const)
      assert.equal((await bench.run(command, words)).code, 22, words.join(' '));
    assert.deepEqual([bench.launches, grid.count('access')], [[], 0]);
  });

  it('nothing is started for a file that cannot be had', async () => {
    assert.equal((await bench.run(Exec, ['nowhere'])).code, 2);
    assert.equal((await bench.run(Run, ['wc', 'nowhere'])).code, 2);
    assert.deepEqual(bench.launches, []);
  });

  it('edit uses $VISUAL, $EDITOR, or the editor of its name', async () => {
    const seen = watch();
    await bench.run(Edit, ['a'], {env: {VISUAL: 'one -w', EDITOR: 'two'}});
    await bench.run(Edit, ['a'], {env: {VISUAL: '', EDITOR: 'two'}});
    assert.deepEqual(seen, [
      ['/bin/sh', '-c', 'one -w "$@"', 'alien', 'a=text of a'],
      ['/bin/sh', '-c', 'two "$@"', 'alien', 'a=text of a'],
    ]);
    for (const command of [Edit, Nano]) {
      const {code, stderr} = await bench.run(command, ['a'], {env: NO_PROGRAMS});
      assert.equal(code, 127, stderr);
      assert.match(stderr, /EDITOR=PROGRAM/);
    }
  });

  it('edit uploads what was changed, and tells what it did', async () => {
    bench.launched = ({words}) => (writeFileSync(words.at(-1) ?? '', 'new'), 0);
    const {code, stdout, stderr} = await bench.run(Edit, ['-datebck', 'a'], {env: {EDITOR: 'x'}});
    assert.deepEqual([code, stdout, stderr], [0, `Uploaded ${HOME}/a\n`, '']);
    const names = [...grid.entries.keys()].filter((lfn) => lfn.startsWith(`${HOME}/a`)).sort();
    assert.match(names.join(' '), /^\/alice\/home\/a \/alice\/home\/a\.\d{8}_\d{6}$/);
    bench.launched = () => 0;
    assert.match((await bench.run(Edit, ['a'], {env: {EDITOR: 'x'}})).stderr, /nothing was changed/);
  });

  it('edit tells where the text is that it could not upload', async () => {
    bench.launched = ({words}) => (writeFileSync(words.at(-1) ?? '', 'half'), 1);
    const {code, stderr} = await bench.run(Edit, ['a'], {env: {EDITOR: 'x'}});
    const path = /kept here: (.*)\n/.exec(stderr)?.[1] ?? '';
    assert.deepEqual([code, readFileSync(path, 'utf8')], [1, 'half']);
    assert.match(stderr, /alien cp -f file:\S+ alien:\/alice\/home\/a\n/);
    rmSync(dirname(path), {recursive: true});
  });

  it('leave Ctrl-C to the program, and pass on what else would end it', async () => {
    const interrupt = new Interrupt();
    bench.launched = () => {
      assert.deepEqual([interrupt.passOn('SIGINT'), interrupt.passOn('SIGTERM')], [true, true]);
      return 143;
    };
    assert.equal((await bench.run(Exec, ['a'], {interrupt})).code, 143);
    assert.deepEqual(bench.delivered, ['SIGTERM']);
    assert.equal(interrupt.passOn('SIGTERM'), false);
  });
});
