import assert from 'node:assert/strict';
import {join, resolve} from 'node:path';
import fc from 'fast-check';
import {UserError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {misreadName} from '../../../src/lib/paths/misread-name.ts';
import {checkedRelativePath, relativeToRoot} from '../../../src/lib/paths/relative-path.ts';

describe('relative paths', () => {
  it('take the part below the root', () => {
    assert.equal(relativeToRoot('/a/b' as Lfn, '/a/b/c/d' as Lfn), 'c/d');
    assert.equal(relativeToRoot('/' as Lfn, '/c' as Lfn), 'c');
  });

  it('refuse what is not below the root', () => {
    for (const lfn of ['/a/bc', '/a', '/x', '/a/b', '/x/yyyy', '/a/bc/d']) {
      assert.throws(
        () => relativeToRoot('/a/b' as Lfn, lfn as Lfn),
        (error) =>
          error instanceof UserError && error.exitCode === 1 && / is not below \/a\/b: /.test(error.message),
        lfn,
      );
    }
  });

  it('refuse what the service would read as another name', () => {
    for (const name of ['..x', 'b/...', '..x/y']) {
      const lfn = `/a/${name}` as Lfn;
      assert.throws(() => relativeToRoot('/a' as Lfn, lfn), {message: misreadName(lfn).message});
    }
    assert.equal(relativeToRoot('/a' as Lfn, '/a/x..y' as Lfn), 'x..y');
  });

  it('never lead out of a directory', () => {
    const component = fc.oneof(fc.constantFrom('..', '.', '', 'a\0b'), fc.string());
    fc.assert(
      fc.property(fc.array(component, {maxLength: 6}), (components) => {
        const path = components.join('/');
        let checked: string;
        try {
          checked = checkedRelativePath(path);
        } catch (error) {
          assert.ok(error instanceof UserError && error.exitCode === 1);
          return;
        }
        assert.ok(resolve('/root/dir', checked).startsWith('/root/dir/'));
        assert.equal(join('/root/dir', checked), `/root/dir/${checked}`);
      }),
    );
  });
});
