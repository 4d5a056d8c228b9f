import assert from 'node:assert/strict';
import {ServerError} from '../../src/lib/errors/errors.ts';
import Du from '../../src/commands/_look/du.ts';
import La from '../../src/commands/_look/la.ts';
import Ls from '../../src/commands/_look/ls.ts';
import Tree from '../../src/commands/_look/tree.ts';
import type {Answer, Result} from '../../src/lib/session/requests/answer.ts';
import {type Around, Workbench, refusal, success} from './workbench.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const TERMINAL: Around = {terminal: true, columns: 40, env: {NO_COLOR: '1'}};

/** An entry as `ls -F -l` and `find -f -w -d` tell it; the size is also its age. */
function entry(name: string, size: number): Result {
  const isDirectory = name.endsWith('/');
  const permissions = isDirectory ? 'drwxr-xr-x' : '-rwxr-xr-x';
  const columns = `${permissions}       demo     demo ${String(size).padStart(12)} Nov 21 23:33 `;
  const last = name.replace(/^.*\/(?=.)/, '');
  const lfn = `${HOME}/${name}`;
  return {
    ...{permissions, user: 'demo', group: 'demo', size: String(size), ctime: String(1e12 - size)},
    ...{name: last, path: isDirectory ? `${lfn}/` : lfn, message: `${columns}   ${last}`},
    ...{lfn, type: isDirectory ? 'd' : 'f', owner: 'demo', gowner: 'demo', perm: '755'},
  };
}

/** As `find -w` writes the line. */
function asFound(result: Result): Result {
  return {...result, message: String(result.message).replace(/ {4}\S*$/, `     ${String(result['lfn'])}`)};
}

const TREE = [
  entry('d/', 0),
  entry('d/a', 5),
  entry('d/b/', 0),
  entry('d/b/x', 7),
  entry('d/c', 6),
  entry('e/', 0),
  entry('e/y', 1),
];

/** What the service says of the space of a name; of one that it does not know too. */
function usage(path: string, files: number): Result[] {
  const counts = {folders: '0', physical_files_count: String(files), logical_files_count: '0'};
  return [{message: `${path}\n  Files: ${files}`}, {entry: path, ...counts}];
}

describe('lists of directories', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = new Workbench();
    bench.answer = ([command, ...words]): Answer => {
      if (command === 'whoami') return success({homedir: `${HOME}/`});
      if (command === 'stat') {
        const found = TREE.filter(({lfn}) => words.includes(String(lfn).replace(/\/$/, '')));
        return found.length === words.length
          ? success(...found)
          : {...refusal(2, 'No such file'), results: found};
      }
      const name = words[words.indexOf('--') + 1];
      const base = (name?.startsWith('/') ? name : `${HOME}/${name ?? ''}`).replace(/\/$/, '');
      const isBelow = ({lfn}: Result): boolean => String(lfn).startsWith(`${base}/`) && lfn !== `${base}/`;
      const below = TREE.filter(isBelow);
      const files = TREE.filter(({lfn}) => lfn === base);
      const self = TREE.filter(({lfn}) => String(lfn).replace(/\/$/, '') === base);
      if (below.length + self.length === 0) return refusal(2, `No such file or directory : ${base}`);
      if (command === 'find' && below.length === 0) return refusal(20, 'Not a directory');
      if (command === 'find') return success(...below.map(asFound));
      return success(...files, ...below.filter(({lfn}) => !/\/./.test(String(lfn).slice(base.length + 1))));
    };
  });

  const shown = async (words: string, around: Around = {}): Promise<string> => {
    const {code, stdout, stderr} = await bench.run(Ls, words.split(' '), around);
    assert.deepEqual([code, stderr], [0, '']);
    return stdout;
  };

  it('sorts by time and by size, in reverse too', async () => {
    assert.equal(await shown('-S d'), 'c\na\nb/\n');
    assert.equal(await shown('-t d'), 'b/\na\nc\n');
    assert.equal(await shown('-Sr d'), 'b/\na\nc\n');
    assert.equal(await shown('-r d'), 'c\nb/\na\n');
    assert.equal((await bench.run(Ls, ['-tS', 'd'])).code, 22);
  });

  it('leaves the lines of -l as the service writes them', async () => {
    const line = (name: string): string => String(TREE.find((each) => each['name'] === name)?.message);
    assert.equal(await shown('-lS d'), `${['c', 'a', 'b/'].map(line).join('\n')}\n`);
    assert.equal(await shown('-lR d/b'), `d/b:\n${line('x')}\n`);
  });

  it('lists all below a directory with headings, by one find', async () => {
    assert.equal(await shown('-R d'), 'd:\na\nb/\nc\n\nd/b:\nx\n');
    assert.deepEqual(
      bench.requests.map(([command]) => command),
      ['whoami', 'find'],
    );
    assert.equal(await shown('-R d/a'), 'a\n');
    assert.equal((await bench.run(Ls, ['-R', 'd*'])).code, 22);
  });

  it('lists directories themselves, as they were named', async () => {
    assert.equal(await shown('-d d/b'), 'd/b/\n');
    assert.match(
      await shown('-ld d/b'),
      /^drwxr-xr-x {7}demo {5}demo {12}0 \w{3} \d\d \d\d:\d\d {4}d\/b\/\n$/,
    );
    assert.equal(await shown('-d d/?'), 'd/a\nd/b/\nd/c\n');
    assert.equal((await bench.run(Ls, ['-d', 'nowhere'])).code, 2);
    assert.equal((await bench.run(Ls, ['-d', '*/x'])).code, 22);
  });

  it('draws columns on a terminal, and a name a line with -1 and in a pipe', async () => {
    assert.equal(await shown('d', TERMINAL), 'a  b/  c\n');
    assert.equal(await shown('d', {...TERMINAL, columns: 7}), 'a   c\nb/\n');
    assert.equal(await shown('d', {...TERMINAL, env: {NO_COLOR: '1', COLUMNS: '7'}}), 'a   c\nb/\n');
    assert.equal(await shown('-1 d', TERMINAL), 'a\nb/\nc\n');
  });

  it('colours directories on a terminal only, and not where colours are not wanted', async () => {
    const blue = '\u001b[1m\u001b[34mb/\u001b[39m\u001b[22m';
    assert.equal(await shown('d', {terminal: true}), `a  ${blue}  c\n`);
    assert.ok((await shown('-l d', {terminal: true})).includes(` ${blue}\n`));
    for (const env of [{NO_COLOR: '1'}, {CLICOLOR: '0'}, {TERM: 'dumb'}])
      assert.equal(await shown('d', {terminal: true, env}), 'a  b/  c\n');
    assert.equal(await shown('-S d'), 'c\na\nb/\n');
  });

  it('has headings for several directories on a terminal, files first; what is missing does not hide the rest', async () => {
    const {code, stdout, stderr} = await bench.run(Ls, ['e', 'no', 'd/b', 'd/a'], TERMINAL);
    assert.deepEqual([code, stdout], [2, 'a\n\ne:\ny\n\nd/b:\nx\n']);
    assert.match(stderr, /^no: No such file/);
  });

  it('makes names harmless on a terminal, each on a line of its own', async () => {
    bench.answer = () => success({path: `${HOME}/a\u001b[2J\nb`, message: 'x'});
    assert.equal((await bench.run(Ls, [], TERMINAL)).stdout, 'a\\x1b[2J\\nb\n');
  });

  it('tells all that is known as JSON, numbers as numbers, under one name everywhere', async () => {
    const {results, metadata} = JSON.parse(await shown('--json d')) as Answer;
    assert.deepEqual([results.length, metadata.exitcode], [3, '0']);
    const {lfn, type, size, ctime, owner, name} = results[1] ?? {};
    assert.deepEqual([lfn, type, size, ctime, owner, name], [`${HOME}/d/b`, 'd', 0, 1e12, 'demo', 'b/']);
    assert.equal(
      await shown('--format lfn,size -S d'),
      ['c\t6', 'a\t5', 'b\t0'].map((row) => `${HOME}/d/${row}\n`).join(''),
    );
    assert.match(await shown('--csv d'), /^lfn,name,type,permissions,owner,group,size,ctime\n/);
    assert.equal((JSON.parse(await shown('-R --json d')) as Answer).results.length, 4);
    const missing = JSON.parse((await bench.run(Ls, ['--json', 'no'])).stdout) as Answer;
    assert.deepEqual([missing.metadata.exitcode, missing.results], ['2', []]);
  });

  it('keeps what la, ll and lla add', async () => {
    await bench.run(La, ['-S', 'd']);
    assert.deepEqual(bench.requests[0], ['ls', '-F', '-l', '-a', '--', 'd']);
  });

  it('tree draws what is below a directory, by name, to a depth', async () => {
    const tree = async (...words: string[]): Promise<string> => (await bench.run(Tree, words)).stdout;
    assert.equal(
      await tree('d'),
      ['d', '├── a', '├── b/', '│   └── x', '└── c', '', '1 directory, 3 files', ''].join('\n'),
    );
    assert.equal(await tree('-d', 'd'), ['d', '└── b/', '', '1 directory', ''].join('\n'));
    assert.equal(await tree('-L', '2', 'd'), await tree('d'));
    bench.requests.length = 0;
    assert.equal(
      await tree('-L', '1', 'd'),
      ['d', '├── a', '├── b/', '└── c', '', '1 directory, 2 files', ''].join('\n'),
    );
    assert.deepEqual(
      bench.requests.map(([command]) => command),
      ['whoami', 'ls'],
    );
    const {results} = JSON.parse(await tree('--json', 'd')) as {
      results: {lfn: string; contents?: unknown[]}[];
    };
    assert.deepEqual(
      results.map(({lfn, contents}) => [lfn.slice(HOME.length), contents?.length]),
      [
        ['/d/a', undefined],
        ['/d/b', 1],
        ['/d/c', undefined],
      ],
    );
    assert.equal((await bench.run(Tree, ['nowhere'])).code, 2);
    assert.equal((await bench.run(Tree, ['d*'])).code, 22);
    assert.equal((await bench.run(Tree, ['-L', '0', 'd'])).code, 22);
  });

  it('du counts what subdirectories hold, the largest first', async () => {
    const {stdout} = await bench.run(Du, ['-d', '1', 'd']);
    assert.equal(stdout, `18 B  3 files  ${HOME}/d\n 7 B   1 file  ${HOME}/d/b\n`);
    assert.equal((await bench.run(Du, ['-d', '0', '-n', 'd'])).stdout, `18  3 files  ${HOME}/d\n`);
    const {results} = JSON.parse((await bench.run(Du, ['-d', '1', '--json', 'd'])).stdout) as Answer;
    assert.deepEqual(results[0], {lfn: `${HOME}/d`, size: 18, files: 3, directories: 1});
  });

  it('du says what to do where the service cannot count', async () => {
    bench.answer = () => {
      throw new ServerError('... Cannot invoke "java.util.UUID.toString()" because "l.guid" is null', {
        exitCode: 121,
      });
    };
    const {code, stderr} = await bench.run(Du, ['my d']);
    assert.equal(code, 121);
    assert.match(stderr, /files without content.*\n +> Count here instead: alien du -d 0 'my d'/);
  });

  it('du fails for what is not there, and shows the rest', async () => {
    const listed = bench.answer;
    bench.answer = (words) =>
      words[0] === 'du'
        ? success(
            ...words
              .slice(words.indexOf('--') + 1)
              .flatMap((name) => usage(`${HOME}/${name}`, name === 'd' ? 3 : 0)),
          )
        : listed(words);
    assert.deepEqual(await bench.run(Du, ['nowhere', 'd', 'e']), {
      code: 2,
      stdout: `${HOME}/d\n  Files: 3\n${HOME}/e\n  Files: 0\n`,
      stderr: `No such file or directory: ${HOME}/nowhere\n`,
    });
    assert.equal((await bench.run(Du, ['nowhere'])).stdout, '');
    assert.equal((await bench.run(Du, ['d'])).code, 0);
    const {metadata} = JSON.parse((await bench.run(Du, ['--json', 'nowhere'])).stdout) as Answer;
    assert.equal(metadata.exitcode, '2');
  });
});
