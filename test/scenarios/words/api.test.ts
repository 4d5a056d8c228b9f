import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {useFolder} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('a script that uses the package', () => {
  let dir: string;
  useFolder('suite', (opened) => {
    dir = opened;
    mkdirSync(join(dir, 'node_modules/@alien-grid'), {recursive: true});
    symlinkSync(ROOT, join(dir, 'node_modules/@alien-grid/cli'));
  });

  const run = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    const {stdout, stderr, status} = spawnSync(process.execPath, [join(dir, name)], {encoding: 'utf8'});
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it('imports names into a module', () => {
    const text = `
      import {UserError, connect, copy, sync, toLfn, XrootdStorage} from '@alien-grid/cli';
      import {GridCommand} from '@alien-grid/cli/command';
      console.log(typeof connect, typeof copy, typeof sync, typeof new XrootdStorage().ready, toLfn('~/x', {cwd: '/', home: '/h'}), new UserError('no').exitCode, GridCommand.name);
    `;
    assert.equal(run('module.mjs', text), 'function function function function /h/x 22 GridCommand\n');
  });

  it('requires it as CommonJS, with the same classes', () => {
    const text = `
      const {UserError, AlienError} = require('@alien-grid/cli');
      console.log(new UserError('no') instanceof AlienError);
    `;
    assert.equal(run('script.cjs', text), 'true\n');
  });
});
