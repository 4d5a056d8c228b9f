import assert from 'node:assert/strict';
import {readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Finished, Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const HOME = '/alice/cern.ch/user/d/demo';

// eslint-disable-next-line no-control-regex -- these are what a terminal would obey
const OBEYED = /\x1b\[[0-9;?]*[A-Za-z]/g;

describe('the scripting shell', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  useScene({storage: true, jobs: 1}, async (scene) => {
    ({grid, dir, alien} = scene);
    for (const size of [1, 3, 20])
      await grid.storeFile({lfn: `${HOME}/data/f${size}`, content: 'x'.repeat(size), owner: 'demo'});
    symlinkSync(join(ROOT, 'examples/term'), join(dir, 'examples'));
  });

  const code = async (text: string): Promise<Finished> => alien.run('term', '-e', text);

  it('evaluates code with types, and awaits and prints what its last expression gives', async () => {
    const {stdout, stderr} = await code(
      "const least: number = 2; console.log('beside'); grid.ls('data').then((all) => all.filter(({size}) => size > least))",
    );
    const [beside, heading, ...rows] = stdout.trimEnd().split('\n');
    assert.equal(beside, 'beside', stderr);
    assert.match(heading ?? '', /^name +type +size +time +owner +group +permissions +lfn$/);
    assert.deepEqual(
      rows.map((row) => row.split(/ +/).slice(0, 3).join(' ')),
      ['f20 file 20', 'f3 file 3'],
    );
  });

  it('has typed values, all commands with their options, and one directory for all calls', async () => {
    const {stdout, stderr} = await code(`
      const [file] = await grid.ls('data/f20');
      const told = [file.size, file.time instanceof Date || typeof file.time.getTime() === 'number', file.lfn];
      await grid.cd('data');
      told.push(await grid.pwd(), (await grid.find('.', '*')).length, await grid.cat('f3'));
      let seen = 0;
      for await (const each of grid.find('.', '*', {limit: 2})) seen += each.size > 0 ? 1 : 0;
      told.push(seen, (await grid.whoami())[0].username, (await grid.config.get('server.port', {})).name ?? '');
      JSON.stringify(told)`);
    const told = JSON.parse(stdout || `"${stderr}"`) as unknown[];
    assert.deepEqual(told.slice(0, 8), [20, true, `${HOME}/data/f20`, `${HOME}/data/`, 3, 'xxx', 2, 'demo']);
  });

  it('copies, and tells how far it is', async () => {
    const {stdout, stderr} = await code(
      "for await (const {kind} of grid.cp('alien:data/f3', 'file:here')) if (kind !== 'progress') console.log(kind); " +
        "(await grid.cp('alien:data/', 'file:all/')).files",
    );
    assert.equal(stdout, 'planned\nstarted\ndone\nsummary\n3\n', stderr);
    assert.equal(readFileSync(join(dir, 'here'), 'utf8'), 'xxx');
  });

  it('ends with the exit code of what went wrong, and says what', async () => {
    const cases: [string, number, RegExp][] = [
      ["await grid.ls('none')", 2, /^No such file or directory : .*none\n$/],
      ["grid.cat('none')", 2, /There is no .*none on the grid/],
      ["try { await grid.ls('none') } catch ({exitCode}) { process.exitCode = exitCode + 5 }", 7, /^$/],
      ["throw new TypeError('mine')", 1, /^TypeError: mine\n {4}at code:1:7\n$/],
      ['const x: = 3', 1, /^SyntaxError: Unexpected token/],
      ['grid.none()', 1, /^TypeError: grid.none is not a function/],
    ];
    for (const [text, expected, said] of cases) {
      const ended = await code(text);
      assert.match(ended.stderr, said, text);
      assert.equal(ended.code, expected, text);
    }
  });

  it('runs scripts with their own words, and lines that come from a pipe', async () => {
    writeFileSync(
      join(dir, 'words.ts'),
      'console.log(process.argv.slice(2) as string[]); process.exitCode = 3;',
    );
    const {stdout, code: ended} = await alien.run('term', 'words.ts', '-x', '--json', 'a b');
    assert.equal(stdout, "[ '-x', '--json', 'a b' ]\n");
    assert.equal(ended, 3);
    writeFileSync(join(dir, 'bad.ts'), '\nthrow new RangeError("bad")');
    const bad = await alien.run('term', 'bad.ts');
    assert.match(bad.stderr, /^RangeError: bad\n.*bad\.ts.*:2:7/);
    assert.equal(bad.code, 1);
    assert.equal((await alien.run('term', 'none.ts')).code, 2);
    const piped = await alien.shell('echo "grid.pwd()" | alien term');
    assert.equal(piped.stdout, `${HOME}/\n`);
  });

  const EXAMPLES: Readonly<Record<string, readonly [words: readonly string[], expected: RegExp]>> = {
    'fetch-new.ts': [['data', '1', 'fetched'], /^3 files\n$/],
    'job-states.ts': [[], /^$/],
    'largest.ts': [['data', '2'], /^20 .*\/f20\n3 .*\/f3\n$/],
  };
  it('runs the examples', async () => {
    assert.deepEqual(readdirSync(join(ROOT, 'examples/term')).sort(), Object.keys(EXAMPLES));
    for (const [name, [words, expected]] of Object.entries(EXAMPLES))
      assert.match(await alien.ok('term', `examples/${name}`, ...words), expected, name);
  });

  it('is a prompt on a terminal: TAB, lines that go on, Ctrl-C, help, the end', async () => {
    const env = {PATH: process.env['PATH'] ?? '', HOME: dir, TMPDIR: dir, ...grid.env()};
    const pty = spawn(join(ROOT, 'bin/alien'), ['term'], {cwd: dir, env, cols: 200});
    const ended = new Promise<number>((resolve) => pty.onExit(({exitCode}) => resolve(exitCode)));
    let seen = '';
    let whenSeen = (): void => undefined;
    pty.onData((data) => {
      seen += data;
      whenSeen();
    });
    const until = async (expected: RegExp): Promise<void> => {
      while (!expected.test(seen.replace(OBEYED, '')))
        await new Promise<void>((resolve) => (whenSeen = resolve));
      seen = '';
    };
    /** Keys one chunk after the other: in a chunk with other keys Node takes a TAB for pasted text. */
    const type = async (...steps: [keys: string, expected: RegExp][]): Promise<void> => {
      for (const [keys, expected] of steps) {
        pty.write(keys);
        await until(expected);
      }
    };
    await until(/alien> $/);
    await type(
      ['grid.wherei', /wherei$/],
      ['\t', /^s$/],
      ["('dat", /'dat$/],
      ['\t', /^a\/$/],
      ["f3')\r", /f3[^]*alien> $/],
      ['function f(a: string) {\r', /\| $/],
      ['return a.length }\r', /alien> $/],
      ["f('abc')\r", /\n3\r\n[^]*alien> $/],
      ["grid.ls('none')\r", /Uncaught No such file[^]*alien> $/],
      ['help(grid.uuid)\r', /GUID of a file[^]*alien> $/],
      ['await grid.ping({count: 99, pause: 500})\r', /pause: 500\}\)/],
      ['\x03', /alien> $/],
      ['1 + 1\r', /\n2\r\n[^]*alien> $/],
      ['.exit\r', /exit/],
    );
    assert.equal(await ended, 0);
    assert.match(readFileSync(join(dir, '.alien_term_history'), 'utf8'), /^1 \+ 1$/m);
  });
});
