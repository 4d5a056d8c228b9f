import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CTRL_C, CTRL_R, DOWN, LEFT, RIGHT, UP} from '../stage/prompt.ts';
import {type ShellScene, useShell} from './shell-scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('the shell on a terminal', () => {
  let scene: ShellScene;
  useShell((opened) => (scene = opened));

  it('says what it is, in 80 columns', () => {
    assert.match(scene.shell.text, /^Welcome to the ALICE grid\.\n[^]*help[^]*leaves/);
    assert.deepEqual(
      scene.shell.lines.filter((line) => line.length > 80),
      [],
    );
    assert.ok(scene.shell.lines.at(-1)?.startsWith(`AliEn[demo]:${HOME}/ >`));
  });

  it('runs commands in one session, and stays where it goes', async () => {
    const logins = scene.grid.logins;
    assert.equal(await scene.shell.enter('pwd; cd data'), `${HOME}/`);
    assert.ok(scene.shell.lines.at(-1)?.startsWith(`AliEn[demo]:${HOME}/data/ >`));
    assert.equal(await scene.shell.enter("ls | grep '^test' | wc -l"), '2');
    assert.equal(
      await scene.shell.enter('cd -; pwd && stat nowhere || echo "was $?"'),
      [`${HOME}/`, 'No such file or directory : nowhere', 'was 2'].join('\n'),
    );
    assert.equal(await scene.shell.enter('pushd data/run1; popd; dirs # and back'), '~/data/run1 ~\n~\n~');
    assert.match(await scene.shell.enter('time pwd'), /ProcessInput time: [\d.]+ ms/);
    assert.equal(scene.grid.logins, logins);
  });

  it('knows this machine: programs, variables, files, a directory', async () => {
    assert.equal(await scene.shell.enter('sh:echo "$TMPDIR"; !echo two'), `${scene.dir}\ntwo`);
    assert.equal(await scene.shell.enter("echo $TMPDIR/x '$TMPDIR'"), `${scene.dir}/x $TMPDIR`);
    assert.match(await scene.shell.enter('ls $NO_SUCH/x'), /There is no variable NO_SUCH/);
    await scene.shell.enter('ls data > list.txt');
    assert.match(readFileSync(join(scene.dir, 'list.txt'), 'utf8'), /run1\/\n.*test1\n/s);
    assert.equal(await scene.shell.enter('lcd /; !pwd; lcd; !pwd'), `/\n${scene.dir}`);
    assert.equal(await scene.shell.enter('!printf "no end of line"'), 'no end of line');
  });

  it('shows time and directory in its prompt when told to', async () => {
    await scene.shell.enter('prompt date');
    assert.match(scene.shell.lines.at(-1) ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d AliEn\[demo\]/);
    await scene.shell.enter('prompt pwd');
    assert.ok(scene.shell.lines.at(-1)?.includes(`/ local:${scene.dir} >`));
    await scene.shell.enter('prompt date; prompt pwd');
  });

  it('goes on behind commands that fail, in any way', async () => {
    for (const [line, what] of [
      ['nosuchverb', /nosuchverb/],
      ['ls "x', /no second one/],
      ['cp', /Name what to copy/],
      ['ls --no-such', /no-such/],
      ['sandbox strat', /sandbox strat/],
    ] as const)
      assert.match(await scene.shell.enter(line), what);
  });

  it('completes names', async () => {
    scene.shell.type('ls da\t');
    await scene.shell.until(() => scene.shell.typed === 'ls data/');
    scene.shell.type('te\t');
    await scene.shell.until(() => scene.shell.typed === 'ls data/test');
    scene.shell.type('\t');
    await scene.shell.shows(/\ntest1 +test2\n/);
    scene.shell.type(CTRL_C);
    await scene.shell.prompt();
    scene.shell.type('ls data/tw\t');
    await scene.shell.until(() => scene.shell.typed.startsWith('ls data/two\\ words'));
    assert.match(await scene.shell.enter(''), /two words/);
  });

  it('has earlier lines: with arrows, searched, and in grey', async () => {
    await scene.shell.enter('echo first');
    await scene.shell.enter('whoami');
    scene.shell.type(UP);
    await scene.shell.until(() => scene.shell.typed === 'whoami');
    scene.shell.type(UP);
    await scene.shell.until(() => scene.shell.typed === 'echo first');
    scene.shell.type(DOWN);
    await scene.shell.until(() => scene.shell.typed === 'whoami');
    scene.shell.type(`${CTRL_C}ec`);
    await scene.shell.until(
      () => scene.shell.cursorRow.before.endsWith('>ec') && scene.shell.cursorRow.behind === 'ho first',
    );
    scene.shell.type(RIGHT);
    await scene.shell.until(() => scene.shell.cursorRow.before.endsWith('>echo first'));
    scene.shell.type(`${CTRL_C}${CTRL_R}who`);
    await scene.shell.until(() => scene.shell.lines.at(-1) === "search `who': whoami");
    scene.shell.type('zz');
    await scene.shell.until(() => scene.shell.lines.at(-1)?.startsWith("not found `whozz'") === true);
    scene.shell.type('\u007f\u007f\r');
    await scene.shell.shows(/whoami\ndemo\n[^]*whoami\ndemo\n/);
    await scene.shell.prompt();
    scene.shell.type(`${CTRL_R}first${LEFT}${LEFT}X`);
    await scene.shell.until(() => scene.shell.typed === 'echo firXst' || scene.shell.typed === 'echo firsXt');
    scene.shell.type(CTRL_C);
    await scene.shell.prompt();
  });

  it('shares its history with other shells, and keeps it', async () => {
    const other = await scene.open();
    await other.enter('echo from the other');
    await scene.shell.enter('');
    scene.shell.type(UP);
    await scene.shell.until(() => scene.shell.typed === 'echo from the other');
    scene.shell.type(CTRL_C);
    await scene.shell.prompt();
    assert.equal(await scene.leave(other), 0);
    const kept = readFileSync(join(scene.dir, '.alienpy_history'), 'utf8').split('\n');
    assert.ok(kept.includes('echo from the other') && kept.includes('whoami'));
  });

  it('ends a command with Ctrl-C, and not itself', async () => {
    const asked = scene.hung('du');
    scene.shell.type('du data\r');
    await asked;
    scene.shell.type(CTRL_C);
    await scene.shell.prompt();
    assert.equal(await scene.shell.enter('$?'), '130');
    assert.equal(await scene.shell.enter('pwd'), `${HOME}/`);
  });

  it('ends a program of this machine with Ctrl-C, and what stands behind it', async () => {
    scene.shell.type('!echo begun; !sleep 100; echo never\r');
    await scene.shell.shows(/^begun$/m);
    scene.shell.type(CTRL_C);
    assert.doesNotMatch(await scene.shell.prompt(), /^never/m);
    assert.equal(await scene.shell.enter('$?'), '130');
  });

  it('drops a line with Ctrl-C', async () => {
    scene.shell.type(`rm -r data${CTRL_C}`);
    await scene.shell.prompt();
    assert.match(scene.shell.lines.at(-2) ?? '', /rm -r data\^C$/);
    assert.equal(await scene.shell.enter('$?'), '130');
  });

  it('ends a copy with Ctrl-C, and takes back what was half done', async () => {
    await scene.grid.faults.set('se-slow ALICE::SANDBOX::DISK1 1000000');
    scene.shell.type('cp file:big alien:big@ALICE::SANDBOX::DISK1\r');
    await scene.shell.shows(/0\/1 files/);
    scene.shell.type(CTRL_C);
    assert.match(await scene.shell.prompt(), /stopped, 1 not copied/);
    await scene.grid.faults.clear();
    assert.match(await scene.shell.enter('ls big'), /big/);
    assert.equal(await scene.shell.enter('$?'), '2');
  });

  it('takes a paste of fifty lines, each once and in order', async () => {
    const lines = Array.from({length: 50}, (_, i) => `echo line ${i}`);
    scene.shell.type(`\u001b[200~${lines.join('\r')}\r\u001b[201~`);
    await scene.shell.until(() => /^line 49$/m.test(scene.shell.text) && scene.shell.typed === '');
    const said = scene.shell.lines.filter((line) => /^line \d+$/.test(line));
    assert.deepEqual(
      said,
      Array.from({length: 50}, (_, i) => `line ${i}`),
    );
    await scene.shell.prompt();
  });

  it('takes lines that are typed faster than they are done', async () => {
    for (const word of ['one', 'two', 'three']) scene.shell.type(`echo fast ${word}\r`);
    await scene.shell.until(() => /^fast three$/m.test(scene.shell.text) && scene.shell.typed === '');
    await scene.shell.prompt();
  });

  it('leaves the terminal to programs and commands that read keys', async () => {
    const {shell} = scene;
    shell.type('!sh -c "echo ready; exec cat"\r');
    await shell.shows(/^ready$/m); // the terminal is theirs by then
    shell.type('read by cat\r\u0004');
    assert.equal(await shell.prompt(), 'ready\nread by cat\nread by cat');
    shell.type('term\r');
    await shell.until(() => shell.cursorRow.before === 'alien> ');
    shell.type('40 + 2\r');
    await shell.shows(/^42$/m);
    shell.type('\u0004');
    await shell.prompt();
    assert.equal(await shell.enter('pwd'), `${HOME}/`);
  });

  it('takes long lines and wide characters', async () => {
    const long = 'x'.repeat(5000);
    assert.equal((await scene.shell.enter(`echo ${long}`)).replaceAll('\n', '').slice(-5000), long);
    await scene.shell.enter('touch data/größe-漢字');
    scene.shell.type(`ls data/größe-漢字x${LEFT}${LEFT}${LEFT}\u001b[3~${RIGHT}\u007f\r`);
    await scene.shell.prompt();
    assert.equal(await scene.shell.enter('ls data/größe-漢字'), 'data/größe-漢字'.slice(5));
  });

  it('follows the size of the terminal', async () => {
    const other = await scene.open();
    const said = 'a line that is wider than the terminal is soon and typed on';
    other.type(`echo ${said.slice(0, 40)}`);
    await other.until(() => other.typed.endsWith(said.slice(30, 40).trimEnd()));
    await other.resize(40);
    other.type(said.slice(40));
    const isDrawn = (): boolean =>
      other.lines.filter((line) => line !== '').at(-1) === `AliEn[demo]:${HOME}/ >echo ${said}`;
    await other.until(isDrawn);
    assert.equal(other.text.split('AliEn[').length, 2, other.text);
    other.type('; !stty size\r');
    await other.shows(`\n${said}\n30 40\n`);
    await scene.leave(other);
  });
});
