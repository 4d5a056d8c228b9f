import assert from 'node:assert/strict';
import {join} from 'node:path';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const PYTHON = join(import.meta.dirname, '../../../python');
const WITH_PACKAGE = `PYTHONDONTWRITEBYTECODE=1 PYTHONPATH='${PYTHON}/src' python3`;

describe('Python on top of the program', () => {
  let alien: Program;
  useScene({}, (scene) => ({alien} = scene));

  it('gives scripts the names that they import', async () => {
    const {stderr, code} = await alien.shell(`${WITH_PACKAGE} -m unittest discover -s '${PYTHON}/tests'`);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Ran \d\d tests/m);
  });

  it('says what to do where there is no program', async () => {
    const line = `PATH=/usr/bin:/bin ALIEN_PROGRAM= ${WITH_PACKAGE.replace('python3', '$(command -v python3)')} -c`;
    const {stderr, code} = await alien.shell(`${line} 'from alienpy import alien; alien.DO_pwd()'`);
    assert.equal(code, 1);
    assert.match(stderr, /There is no program `alien`: install it, or name its path in ALIEN_PROGRAM/);
  });

  it('is opened by term with a session, and runs scripts with their words', async () => {
    const typed = await alien.shell(`echo 'print(jalien.run("whoami").out)' | alien term --python`);
    assert.match(typed.stdout, /^demo$/m);
    await alien.shell(
      `printf 'import sys\nfrom alienpy.alien import JAlien\nsys.exit(JAlien(sys.argv[1:]))' >script.py`,
    );
    const {stdout, stderr, code} = await alien.shell('alien term --python script.py stat nosuch');
    assert.deepEqual([stdout, code], ['', 2], stderr);
  });
});
