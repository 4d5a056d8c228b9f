import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('aliases', () => {
  let alien: Program;
  let file: string;
  useScene({}, async (scene) => {
    ({alien} = scene);
    file = join(scene.dir, '.alienpy_aliases');
    await alien.ok('batch', '-c', "mkdir results; touch results/one 'results/two words'");
  });

  it('are defined, used and removed in a line, the first word only', async () => {
    const line =
      "alias l='ls -a' myalias='pwd;whoami;ls results'; l results; ls l || pwd; myalias; unalias l; alias; l results";
    const {stdout, stderr, code} = await alien.run('batch', '-c', line);
    const home = '/alice/cern.ch/user/d/demo/';
    const [one, two] = ['one', 'two words'];
    assert.deepEqual(stdout.split('\n'), [
      ...[one, two, home],
      ...[home, 'demo', one, two],
      'myalias=pwd;whoami;ls results',
      '',
    ]);
    assert.match(stderr, /l/); // the command l, which there is not
    assert.notEqual(code, 0);
    assert.equal(readFileSync(file, 'utf8'), 'myalias=pwd;whoami;ls results\n');
  });

  it('are read as alien.py has written them, and hold in command mode', async () => {
    writeFileSync(file, '# mine\nshow="stat $1 | head -1"\nls=ls -F\n');
    assert.match(await alien.ok('show', 'results/two words'), /^File: .*two words\n$/);
    assert.equal(await alien.ok('ls', 'results'), 'one\ntwo words\n');
  });

  it('that lead back to one another are named', async () => {
    writeFileSync(file, 'a=b\nb=a\n');
    const {stderr, code} = await alien.run('a');
    assert.match(stderr, /leads back to itself: a -> b -> a/);
    assert.equal(code, 40);
  });

  it('say what is wrong with them', async () => {
    for (const word of ['alias=x', 'a b=x', 'x=']) {
      const {stderr, code} = await alien.run('alias', '--', word);
      assert.equal(code, 22, `${word}: ${stderr}`);
    }
    writeFileSync(file, '');
    const {stdout, stderr, code} = await alien.run('alias');
    assert.deepEqual([stdout, code], ['', 0]);
    assert.match(stderr, /^There are no aliases/);
    assert.equal((await alien.run('alias', 'none')).code, 2);
    assert.equal((await alien.run('unalias', 'none')).code, 2);
  });
});
