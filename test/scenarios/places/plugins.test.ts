import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const EXAMPLE = join(ROOT, 'examples/plugin');
const NAME = 'alien-plugin-largest';
const HOME = '/alice/cern.ch/user/d/demo';

describe('the example plugin', () => {
  let dir: string;
  let alien: Program;
  let tarball: string;
  useScene({}, async (scene) => {
    ({dir, alien} = scene);
    const npm = join(ROOT, 'node_modules/npm/bin/npm-cli.js');
    const words = [npm, 'pack', '--silent', '--pack-destination', dir];
    execFileSync(process.execPath, words, {cwd: EXAMPLE, env: {...process.env, HOME: dir}});
    tarball = readdirSync(dir).find((name) => name.endsWith('.tgz')) ?? '';
    for (const [name, size] of [
      ['small', 1],
      ['large', 30],
      ['middle', 20],
    ] as const) {
      await scene.grid.storeFile({lfn: `${HOME}/${name}`, content: 'x'.repeat(size), owner: 'demo'});
    }
  });

  const installed = async (): Promise<boolean> => (await alien.ok('plugins')).includes(NAME);

  describe('from a tarball, without a network', () => {
    before(async () => void (await alien.ok('plugins', 'install', tarball)));
    after(async () => void (await alien.ok('plugins', 'uninstall', NAME)));

    it('is listed, with a manifest, so that starts stay fast', async () => {
      assert.ok(await installed());
      assert.ok(existsSync(join(dir, '.local/share/alien/node_modules', NAME, 'oclif.manifest.json')));
    });

    it('works on the grid, in the session of this program', async () => {
      assert.equal(await alien.ok('largest', '~', '--count', '2'), `30\t${HOME}/large\n20\t${HOME}/middle\n`);
    });

    it('prints JSON', async () => {
      const {results} = JSON.parse(await alien.ok('largest', HOME, '--json')) as {results: unknown[]};
      assert.deepEqual(results[0], {lfn: `${HOME}/large`, size: 30});
    });

    it('fails as a command of the program does', async () => {
      const {code, stdout, stderr} = await alien.run('largest', '~', '--count', '0');
      assert.deepEqual([code, stdout], [22, '']);
      assert.match(stderr, /count/);
    });

    it('is in the help, in its group', async () => {
      assert.match(await alien.ok('largest', '--help'), /List the largest files[^]*--count/);
      const [look = ''] = (await alien.ok('help', '--all')).split('CHANGE WHAT');
      assert.match(look, /^ *largest /m);
    });
  });

  it('is installed from a directory and removed again; the directory stays as it was', async () => {
    const source = join(dir, 'source');
    cpSync(EXAMPLE, source, {recursive: true});
    const before = readdirSync(source, {recursive: true});
    await alien.ok('plugins', 'install', './source');
    assert.ok(await installed());
    assert.match(await alien.ok('largest', '~'), /large\n/);
    await alien.ok('plugins', 'uninstall', NAME);
    assert.ok(!(await installed()));
    assert.deepEqual(readdirSync(source, {recursive: true}), before);
  });

  it('stays when a second one comes, and when the tarball is gone', async () => {
    const other = join(dir, 'other');
    cpSync(EXAMPLE, other, {recursive: true});
    renameSync(join(other, 'commands/largest.js'), join(other, 'commands/again.js'));
    const facts = readFileSync(join(other, 'package.json'), 'utf8').replace(NAME, 'other');
    writeFileSync(join(other, 'package.json'), facts);
    cpSync(join(dir, tarball), join(dir, 'copy.tgz'));
    await alien.ok('plugins', 'install', 'copy.tgz');
    rmSync(join(dir, 'copy.tgz'));
    await alien.ok('plugins', 'install', './other');
    assert.match(await alien.ok('again', '~', '--count', '1'), /large\n/);
    await alien.ok('plugins', 'uninstall', 'other');
    assert.match(await alien.ok('largest', '~', '--count', '1'), /large\n/);
    await alien.ok('plugins', 'uninstall', NAME);
  });

  it('never takes the place of a command of the program', async () => {
    const rival = join(dir, 'rival');
    cpSync(EXAMPLE, rival, {recursive: true});
    renameSync(join(rival, 'commands/largest.js'), join(rival, 'commands/version.js'));
    await alien.ok('plugins', 'link', rival, '--no-install');
    assert.match(await alien.ok('version'), /^alien /);
    await alien.ok('plugins', 'unlink', NAME);
  });

  it('is linked, inspected, updated, installed again and removed, all told in JSON', async () => {
    const results = async (...words: string[]): Promise<unknown> => {
      const {results} = JSON.parse(await alien.ok('plugins', ...words, '--json')) as {results: unknown};
      return results;
    };
    const type = 'link';
    assert.deepEqual(await results('link', EXAMPLE, '--no-install'), [{name: NAME, type, location: EXAMPLE}]);
    assert.deepEqual(await results(), [{name: NAME, version: '1.0.0', type, location: EXAMPLE}]);
    const [facts] = (await results('inspect', NAME)) as [Record<string, unknown>];
    assert.deepEqual(facts['commands'], ['largest']);
    assert.deepEqual(await results('update'), []);
    assert.deepEqual(await results('reset', '--reinstall'), [{name: NAME, type}]);
    assert.deepEqual(await results('uninstall', NAME), [{name: NAME, type}]);
    assert.deepEqual(await results('reset', '--hard'), []);
    assert.equal(await alien.ok('plugins'), 'No plugins installed.\n');
  });

  it('keeps its manifest when plugins are updated', async () => {
    await alien.ok('plugins', 'install', tarball);
    const manifest = join(dir, '.local/share/alien/node_modules', NAME, 'oclif.manifest.json');
    rmSync(manifest);
    await alien.ok('plugins', 'update');
    assert.ok(existsSync(manifest));
    await alien.ok('plugins', 'reset');
    assert.ok(!(await installed()));
  });

  for (const [words, code, says] of [
    [['uninstall', 'nosuch'], 2, /There is no plugin nosuch/],
    [['inspect', 'nosuch'], 2, /There is no plugin nosuch/],
    [['link', './nowhere'], 2, /There is no plugin .*nowhere/],
    [['link', '.'], 2, /There is no file .*package\.json/],
  ] as const)
    it(`says what is wrong with plugins ${words.join(' ')}`, async () => {
      const refused = await alien.run('plugins', ...words);
      assert.equal(refused.code, code);
      assert.match(refused.stderr, says);
    });

  it('is linked while it is written, without a warning at each start', async () => {
    await alien.ok('plugins', 'link', EXAMPLE, '--no-install');
    const {stdout, stderr, code} = await alien.run('largest', '~', '--count', '1');
    assert.deepEqual([stdout, stderr, code], [`30\t${HOME}/large\n`, '', 0]);
    await alien.ok('plugins', 'unlink', NAME);
    assert.ok(!(await installed()));
  });

  for (const [what, word, code, says] of [
    ['a tarball that is not there', 'nosuch.tgz', 2, /There is no plugin .*nosuch\.tgz/],
    ['a directory that is not there', './nosuch', 2, /There is no plugin .*nosuch/],
    ['what is no tarball', 'junk.tgz', 1, /npm cannot read the plugin .*junk\.tgz/],
    ['a package that is no plugin', './plain', 22, /plain is not a plugin/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      cpSync(join(ROOT, 'native/package.json'), join(dir, 'plain/package.json'));
      writeFileSync(join(dir, 'junk.tgz'), 'junk');
      const refused = await alien.run('plugins', 'install', word);
      rmSync(join(dir, 'plain'), {recursive: true});
      assert.equal(refused.code, code);
      assert.match(refused.stderr, says);
      assert.ok(!(await installed()));
    });
  }
});
