import assert from 'node:assert/strict';
import {symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {lstatIfAny, refuseDanglingLink} from '../../../src/lib/files/links.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

describe('a link as a place to write to', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = folder));

  it('is refused where nothing is behind it, with what it leads to', async () => {
    const link = join(dir, 'link');
    symlinkSync('nowhere', link);
    await assert.rejects(refuseDanglingLink(link), /link to nowhere/);
    await refuseDanglingLink(join(dir, 'absent'));
  });

  it('that cannot be looked at is a failure of this machine, and no bug', async () => {
    writeFileSync(join(dir, 'file'), '');
    const below = join(dir, 'file/x');
    const isNamed = (error: unknown) => error instanceof UserError && error.exitCode === 20;
    await assert.rejects(lstatIfAny(below), isNamed);
    await assert.rejects(refuseDanglingLink(below), isNamed);
  });
});
