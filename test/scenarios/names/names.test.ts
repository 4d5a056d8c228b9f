import assert from 'node:assert/strict';
import {lstat, mkdir, readdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {OLD_NAMES} from '../../../src/lib/cli/lines/called-as.ts';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('the program under other names', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;
  let links: string;
  useScene({storage: true}, async (scene) => {
    ({grid, alien, dir} = scene);
    links = join(dir, 'names');
    await alien.ok('compat', 'link', 'names');
    await alien.ok('mkdir -p work; touch work/x.root work/y.log');
  });

  /** Run a line of shell in which the old names are programs. */
  const shell = (line: string) => alien.shell(`PATH="$PWD/names:$PATH"; ${line}`);

  it('serves all of them', async () => {
    assert.deepEqual((await readdir(links)).sort(), [...OLD_NAMES].sort());
    await writeFile(join(dir, 'local'), 'text');
    const script = [
      'alien.py cp file:local alien:work/copy',
      'alien_cp alien:work/copy file:back && cat back',
      'alien_cmd pwd',
      'alien_find work "*.root"',
      'alien_home',
      'alien_guid2lfn $(alien_lfn2guid work/copy | awk "{print \\$NF}") | grep -c work/copy',
      'alien_ls work/x.root',
      'alien_mkdir made && alien_mv made moved && alien_rmdir moved',
      'alien_ps',
      'alien_pwd',
      'alien_stat work/copy | grep -c ^File:',
      'alien_whereis work/copy | grep -c root://',
      'alien_mirror work/copy > /dev/null || true',
      'alien_pfn work/copy > /dev/null || true',
      'alien_submit nowhere > /dev/null 2>&1 || true',
      'alien_wbtime',
      'alien_rm work/copy',
      'alien-cert-info | grep -c "^DN >>> "',
      'alien-token-init > /dev/null && alien-token-info | grep -c "^EXPIRE >>> " && alien-token-destroy > /dev/null',
    ];
    const {stdout, stderr, code} = await shell(`set -e; ${script.join('\n')}`);
    assert.equal(code, 0, stderr);
    const said = stdout.split('\n').filter((line) => !/^jobID|^Successful/.test(line));
    const paths = [`text${HOME}/`, `${HOME}/work/x.root`, `${HOME}/`, '1', 'x.root', `${HOME}/`];
    assert.deepEqual(said, [...paths, '1', '2', `${HOME}/`, '1', '1', '']);
    assert.match(stderr, /^Connected to localhost:\d+ in \d+ ms\.$/m);
  });

  it('takes lines, files and stdin as alien.py does', async () => {
    assert.equal((await shell(`alien.py 'cd work; ls | wc -l'`)).stdout, '2\n');
    assert.equal((await shell('alien.py "stat ." | grep -c ^Type:')).stdout, '1\n');
    assert.equal((await shell(`alien.py find 'work .log'`)).stdout, `${HOME}/work/y.log\n`);
    assert.equal(
      (await shell(`echo pwd > lines; alien.py lines; alien.py < lines`)).stdout,
      `${HOME}/\n`.repeat(2),
    );
    assert.match((await shell(`alien.py 'ls -h'`)).stdout, /USAGE/);
  });

  it('hands on options, blanks and exit codes', async () => {
    const {stdout} = await shell('alien_mkdir "a blank"; alien_ls -F "a blank" .; alien_rmdir "a blank"');
    assert.match(stdout, /a blank\//);
    assert.equal((await shell('alien_stat nowhere')).code, 2);
    const mistyped = await shell('alien_nosuch');
    assert.equal(mistyped.code, 127);
    assert.match((await shell('alien_ls --no-such')).stderr, /See "alien ls --help"/);
  });

  it('prints JSON by its name', async () => {
    await symlink('alien.py', join(links, 'alien_json.py'));
    await symlink('alien_ls', join(links, 'alien_ls_json_all'));
    const {results} = JSON.parse((await shell('alien_json.py ls work')).stdout) as {results: object[]};
    assert.equal(results.length, 2);
    const raw = (await shell('alien_ls_json_all work')).stdout;
    assert.equal(raw.trimEnd().split('\n').length, 1);
    assert.ok('metadata' in (JSON.parse(raw) as object));
    await alien.shell('rm names/alien_json.py names/alien_ls_json_all');
  });

  it('is not inherited by what a command starts', async () => {
    assert.equal((await shell(`alien_cmd '!alien pwd; alien_pwd'`)).stdout, `${HOME}/\n`);
    assert.equal(
      (await shell(`alien_cmd '!alien pwd' && ALIEN_CALLED_AS=alien_ls alien pwd`)).stdout,
      `${HOME}/\n`.repeat(2),
    );
  });

  it('shows what it sends, as older scripts ask for it', async () => {
    grid.requests.length = 0;
    const {stdout, stderr} = await shell('JALIENPY_DEBUG=1 alien_ls work');
    assert.equal(stdout, 'x.root\ny.log\n');
    assert.match(stderr, /^request +ls \["-F","--","work"\]$/m);
  });

  it('leaves alone what is not its own', async () => {
    const place = join(dir, 'other');
    await mkdir(place);
    await writeFile(join(place, 'alien_ls'), 'mine');
    const refused = await alien.run('compat', 'link', 'other');
    assert.equal(refused.code, 17);
    assert.match(refused.stderr, /files of these names already: alien_ls\.\n.*Nothing was changed.*--force/);
    assert.deepEqual(await readdir(place), ['alien_ls']);
    assert.match(await alien.ok('compat', 'list', 'other'), /^alien_ls +alien ls +another program$/m);
    await alien.ok('compat', 'unlink', 'other');
    assert.deepEqual(await readdir(place), ['alien_ls']);
    await alien.ok('compat', 'link', '--force', 'other');
    await alien.ok('compat', 'link', 'other');
    assert.ok((await lstat(join(place, 'alien_ls'))).isSymbolicLink());
    await symlink('/bin/true', join(place, 'unrelated'));
    await alien.ok('compat', 'unlink', 'other');
    assert.deepEqual(await readdir(place), ['unrelated']);
    assert.equal((await alien.run('compat', 'link', '/proc/nowhere')).code, 2);
    const directory = join(dir, 'held', 'alien_cp');
    await mkdir(directory, {recursive: true});
    assert.equal((await alien.run('compat', 'link', '-f', 'held')).code, 21);
  });
});
