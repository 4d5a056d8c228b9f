import assert from 'node:assert/strict';
import {cpSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('a machine on which the XRootD addon cannot be loaded', () => {
  let dir: string;
  let alien: Program;
  useScene({}, (scene) => {
    dir = scene.dir;
    installWithoutAddon(dir);
    alien = new Program(scene.grid.env(), dir, join(dir, 'bin/alien'));
  });

  it('has everything but the transfer of files', async () => {
    assert.match(await alien.ok('version'), new RegExp(`location +${dir}`));
    await alien.ok('mkdir', 'work');
    await alien.ok('touch', 'work/x');
    await alien.ok('mv', 'work/x', 'work/y');
    assert.equal(await alien.ok('find', 'work', '*'), '/alice/cern.ch/user/d/demo/work/y\n');
    await alien.ok('cp', 'alien:work/y', 'file:empty');
    await alien.ok('rm', '-r', 'work');
  });

  it('says of a transfer what is missing', async () => {
    writeFileSync(join(dir, 'x'), 'some content');
    const {code, stderr} = await alien.run('cp', 'file:x', 'alien:x');
    assert.equal(code, 79);
    assert.match(stderr, /addon[\s\S]*cannot be loaded/);
    assert.equal(await alien.ok('ls'), '');
  });
});

/** The program as it would be installed without its optional part. */
function installWithoutAddon(dir: string): void {
  for (const name of ['bin', 'dist', 'oclif.manifest.json', 'package.json'])
    cpSync(join(ROOT, name), join(dir, name), {recursive: true});
  for (const plugin of readdirSync(join(ROOT, 'plugins'))) {
    const place = join(dir, 'node_modules/@alien-grid', `plugin-${plugin}`);
    for (const part of ['package.json', 'oclif.manifest.json', 'dist'])
      cpSync(join(ROOT, 'plugins', plugin, part), join(place, part), {recursive: true});
  }
  const node = `node-linux-${process.arch}`;
  symlinkSync(join(ROOT, 'node_modules', node), join(dir, 'node_modules', node));
}
