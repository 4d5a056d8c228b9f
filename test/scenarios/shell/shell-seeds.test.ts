import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ShellScene} from './shell-scene.ts';
import type {ShellOnTerminal} from '../stage/prompt.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

/** What the guide and the slides of alien.py show at a prompt, in their order. */
describe('the examples at a prompt of the guide for users', () => {
  let scene: ShellScene;
  let shell: ShellOnTerminal;
  useScene({users: ['demo', 'aliproduct']}, async ({grid, alien, dir}) => {
    scene = new ShellScene(grid, alien, dir);
    await alien.ok('touch test1 test2 other');
    for (let count = 0; count < 4; count++)
      grid.jobs.insert({owner: 'aliproduct', jdl: 'Executable = "/bin/true";', name: '/bin/true'});
    writeFileSync(join(dir, '.alienpy_aliases'), 'myalias=pwd;whoami;ls\n');
    shell = await scene.open();
  });
  after(() => shell.signal('SIGKILL'));

  it('pwd, whoami, and nothing', async () => {
    await shell.enter('cd /alice');
    assert.equal(shell.lines.at(-1), 'AliEn[demo]:/alice/ >');
    assert.equal(await shell.enter('pwd'), '/alice/');
    assert.equal(await shell.enter('whoami'), 'demo');
    assert.equal(await shell.enter(''), '');
  });

  it('prompt date, prompt pwd', async () => {
    await shell.enter('prompt date');
    assert.match(shell.lines.at(-1) ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d AliEn\[demo\]:\/alice\/ >$/);
    await shell.enter('prompt date');
    await shell.enter('prompt pwd');
    assert.equal(shell.lines.at(-1), `AliEn[demo]:/alice/ local:${scene.dir} >`);
    await shell.enter('prompt pwd');
    await shell.enter('cd');
  });

  it('several commands with ;, a shell behind ! and |, only the first | ours', async () => {
    assert.equal(
      await shell.enter('pwd; !echo here; pwd | tr a-z A-Z | rev'),
      [`${HOME}/`, 'here', [...`${HOME}/`.toUpperCase()].reverse().join('')].join('\n'),
    );
  });

  it('? and help, of all and of one', async () => {
    for (const line of ['?', 'help']) assert.match(await shell.enter(`${line} | cat`), /cp/);
    for (const line of ['? cp', 'help cp', 'cp -h'])
      assert.match(await shell.enter(`${line} | cat`), /USAGE/);
  });

  it('ll, la, lla', async () => {
    assert.match(await shell.enter('ll'), /^-rwx.* other$/m);
    assert.match(await shell.enter('la'), /^other +test1 +test2$/m);
    assert.match(await shell.enter('lla'), /^-rwx.* other$/m);
  });

  it('an alias of several commands', async () => {
    assert.equal(await shell.enter('myalias'), `${HOME}/\ndemo\nother  test1  test2`);
  });

  it('ps -u aliproduct | head -n 3', async () => {
    const said = await shell.enter('ps -u aliproduct | head -n 3');
    assert.equal(said.split('\n').length, 3, said);
    assert.match(said, /^ *aliproduct +\d+ /m);
  });

  it('sh:echo "$TMPDIR"', async () => {
    assert.equal(await shell.enter('sh:echo "$TMPDIR"'), scene.dir);
    assert.equal(await shell.enter('Sh:echo "$TMPDIR"'), scene.dir);
  });

  it("ls | grep '^test' | wc -l", async () => {
    assert.equal(await shell.enter("ls | grep '^test' | wc -l"), '2');
  });

  it('stat, ls -l and find of a file', async () => {
    assert.match(await shell.enter(`stat ${HOME}/test1`), /^File: .*test1\nType: f$/m);
    assert.match(await shell.enter(`ls -l ${HOME}/test1`), /^-rwxr-xr-x +demo +demo +0 .* test1$/m);
    assert.equal(await shell.enter(`find ${HOME} test*`), `${HOME}/test1\n${HOME}/test2`);
    await shell.enter('mkdir my_alien_dir; touch my_alien_dir/a my_alien_dir/b; rm my_alien_dir/*');
    assert.equal(await shell.enter('ls my_alien_dir'), '');
  });
});
