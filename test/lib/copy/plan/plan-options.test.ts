import assert from 'node:assert/strict';
import {meansContents, refuseKind} from '../../../../src/lib/copy/plan/plan-options.ts';
import type {AlienError} from '../../../../src/lib/errors/errors.ts';

describe('what a source may be', () => {
  it('is the contents of a directory where its name ends like that', () => {
    for (const name of ['', '.', '..', 'dir/', 'dir/.', 'dir/..', '/', './'])
      assert.ok(meansContents(name), name);
    for (const name of ['dir', '/dir', 'dir.', 'dir..', '...', 'dir/...', '.hidden', 'a/.b'])
      assert.ok(!meansContents(name), name);
  });

  it('is a file or a directory, as is asked for', () => {
    refuseKind('/d', true, 'anything');
    refuseKind('/f', false, 'anything');
    refuseKind('/f', false, 'files');
    refuseKind('/d', true, 'directories');
    const code = (isDirectory: boolean, accept: 'files' | 'directories') => {
      try {
        refuseKind('/x', isDirectory, accept);
      } catch (error) {
        return (error as AlienError).exitCode;
      }
      return 0;
    };
    assert.equal(code(true, 'files'), 21);
    assert.equal(code(false, 'directories'), 20);
  });
});
