import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('a line of commands', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  useScene({}, (scene) => {
    ({grid, alien, dir} = scene);
    return alien.ok('mkdir -p work/a work/b; touch work/x.root work/y.root "work/two words"; mkdir empty');
  });

  it('runs in one session, and stays where it goes', async () => {
    grid.requests.length = 0;
    const said = await alien.ok('cd work; pwd; ls a; cd a; pwd; cd -; pwd; cd; pwd');
    assert.deepEqual(said.split('\n'), [`${HOME}/work/`, `${HOME}/work/a/`, `${HOME}/work/`, `${HOME}/`, '']);
    assert.equal(grid.requests.length, 9);
  });

  it('honours quotes', async () => {
    assert.equal(await alien.ok('ls "work/two words"; ls work/two\\ words'), 'two words\n'.repeat(2));
    await alien.ok(`touch 'work/a;b' "work/c | d"; rm 'work/a;b' "work/c | d"`);
    const {code, stdout, stderr} = await alien.run('pwd; ls "work');
    assert.deepEqual([code, stdout], [22, '']);
    assert.equal(stderr, 'Column 9: This " has no second one.\n');
  });

  it('ends with the exit code of its last command', async () => {
    assert.equal((await alien.run('stat nowhere; pwd')).code, 0);
    assert.equal((await alien.run('pwd; stat nowhere')).code, 2);
    const {stdout, code} = await alien.run('stat nowhere; $?; echo "was $?"; exitcode');
    assert.deepEqual([stdout, code], ['2\nwas 2\n0\n', 0]);
    assert.equal((await alien.run('pwd; exit 3; pwd')).stdout, `${HOME}/\n`);
    assert.deepEqual(await alien.run('stat nowhere && pwd || exit 7 not there'), {
      code: 7,
      stdout: '',
      stderr: 'No such file or directory : nowhere\nnot there\n',
    });
    assert.equal((await alien.run('--strict', 'stat nowhere; pwd')).stdout, '');
  });

  it('hands its output to the shell', async () => {
    assert.equal(await alien.ok('ls work | wc -l; pwd | tr a-z A-Z'), `5\n${HOME.toUpperCase()}/\n`);
    assert.equal(await alien.ok(`ls work | awk -F. '/root/ {print $1; n++} END {print n}'`), 'x\ny\n2\n');
    assert.equal(await alien.ok('ls empty | wc -l'), '0\n');
    assert.equal((await alien.run('ls work | grep nothing')).code, 1);
    assert.equal((await alien.run('ls work | exit 9; $?')).stdout, '9\n');
  });

  it('shows the shell nothing of a command that has failed', async () => {
    const {code, stdout} = await alien.run('ls nowhere | wc -l');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match((await alien.run('ls nowhere 2>&1 | tr a-z A-Z')).stdout, /^NO SUCH FILE/);
  });

  it('ends quietly where a reader goes away, and goes on behind it', async () => {
    const {code, stdout, stderr} = await alien.run('commandlist | head -n 1; pwd');
    assert.deepEqual([code, stdout.split('\n').length, stderr], [0, 3, '']);
    const outer = await alien.shell("alien 'pwd; ls work; pwd; ls work' | head -n 1; exit ${PIPESTATUS[0]}");
    assert.deepEqual([outer.stdout, outer.stderr], [`${HOME}/\n`, '']);
  });

  it('knows commands of this machine', async () => {
    const {stdout, code} = await alien.run('!echo here; sh:echo "$((1 + 1));"; pwd; ! exit 5');
    assert.deepEqual([stdout, code], [`here\n2;\n${HOME}/\n`, 5]);
    await writeFile(join(dir, 'local.txt'), 'local\n');
    assert.equal(await alien.ok('!cat local.txt'), 'local\n');
  });

  it('keeps the order of all output, of the shell too', async () => {
    const steps = Array.from({length: 8}, (_, i) => `echo g${i}; !echo s${i}; echo p${i} | cat`).join('; ');
    const said = (await alien.ok(steps)).trimEnd().split('\n');
    assert.deepEqual(said, Array.from({length: 8}, (_, i) => [`g${i}`, `s${i}`, `p${i}`]).flat());
  });

  it('writes into local files', async () => {
    await alien.ok('ls work > "list 1.txt"; pwd >> "list 1.txt"; stat nowhere 2> why.txt || pwd >~/home.txt');
    assert.match(
      await readFile(join(dir, 'list 1.txt'), 'utf8'),
      /^a\/\nb\/\n[^]*x\.root\ny\.root\n\/alice.*\/\n$/,
    );
    assert.match(await readFile(join(dir, 'why.txt'), 'utf8'), /^No such file/);
    assert.equal(await readFile(join(dir, 'home.txt'), 'utf8'), `${HOME}/\n`);
    const {code, stdout, stderr} = await alien.run('pwd > no/such/place; pwd > /dev/full; $?');
    assert.deepEqual([code, stdout], [28, '28\n']);
    assert.match(stderr, /^.*no\/such\/place: there is no such file or directory\.\n\/dev\/full: no space/);
  });

  it('goes on behind a command that fails, whatever the failure', async () => {
    const {code, stdout, stderr} = await alien.run('ls --no-such-flag; nosuchverb; cp; sandbox strat; pwd');
    assert.deepEqual([code, stdout], [0, `${HOME}/\n`]);
    assert.match(stderr, /no-such-flag[^]*nosuchverb[^]*Name what to copy[^]*sandbox strat/);
  });

  it('has directories put aside, times and help', async () => {
    assert.equal(await alien.ok('pushd work/a; popd; dirs'), '~/work/a ~\n~\n~\n');
    assert.match((await alien.run('time pwd')).stderr, /^>>>ProcessInput time: [\d.]+ ms\n$/);
    assert.equal(await alien.ok('cd work; home'), `${HOME}/\n`);
    assert.match(await alien.ok('? ls | head -n 1'), /^List grid directories/);
    assert.match(await alien.ok('ls -h'), /USAGE/);
    assert.match(await alien.ok('?', 'ls'), /USAGE/);
    assert.match(await alien.ok('help echo | cat'), /echo/);
  });

  it('is stopped as a whole', async () => {
    const {child, finished} = alien.start('!echo begun; !exec sleep 100; pwd');
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    const {code, stdout} = await finished;
    assert.deepEqual([code, stdout], [143, 'begun\n']);
  });

  it('may be JSON as a whole, and be written to a log', async () => {
    const {stdout} = await alien.run('-debug', '-debugfile', 'lines.log', '-json', 'pwd; whoami');
    assert.equal(stdout.match(/"metadata"/g)?.length, 2);
    assert.match(await readFile(join(dir, 'lines.log'), 'utf8'), /request +pwd[^]*request +whoami/);
  });
});
