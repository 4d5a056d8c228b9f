import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {constants, tmpdir} from 'node:os';
import {join} from 'node:path';
import {removeLocal} from '../../../src/lib/sync/remove-local.ts';

describe('removals of a local tree', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'alien-remove-'))));
  afterEach(() => rmSync(root, {recursive: true}));

  const write = (name: string) => {
    mkdirSync(join(root, name, '..'), {recursive: true});
    writeFileSync(join(root, name), 'x');
  };
  /** Remove, and give what was told of each name: nothing, or an exit code. */
  async function remove(files: string[], directories: string[] = [], signal = new AbortController().signal) {
    const told: Record<string, number | undefined> = {};
    await removeLocal(root, {files, directories}, signal, (path, error) => {
      told[path.slice(root.length + 1)] = error?.exitCode;
    });
    return told;
  }

  it('takes files and then their directories, and leaves the rest', async () => {
    for (const name of ['a', 'd/e/b', 'd/c', 'stays']) write(name);
    assert.deepEqual(await remove(['a', 'd/e/b', 'd/c'], ['d/e', 'd']), {
      ...{a: undefined, 'd/e/b': undefined, 'd/c': undefined},
      ...{'d/e': undefined, d: undefined},
    });
    assert.deepEqual(readdirSync(root), ['stays']);
  });

  it('says nothing of what somebody else has removed meanwhile', async () => {
    write('a');
    assert.deepEqual(await remove(['gone', 'a'], ['none']), {a: undefined});
  });

  it('tells what cannot be removed, and goes on with the others', async () => {
    write('d/new');
    write('a');
    write('file');
    const {ENOTEMPTY, ENOTDIR} = constants.errno;
    assert.deepEqual(await remove(['file/x', 'a'], ['d']), {'file/x': ENOTDIR, a: undefined, d: ENOTEMPTY});
    assert.ok(existsSync(join(root, 'd/new')));
  });

  it('ends when told, and what is no failure of the disk is not hidden', async () => {
    write('a');
    await assert.rejects(remove(['a'], [], AbortSignal.abort(new Error('stopped'))), /stopped/);
    const bug = () => {
      throw new TypeError('a bug');
    };
    const {signal} = new AbortController();
    await assert.rejects(removeLocal(root, {files: ['a'], directories: []}, signal, bug), /a bug/);
  });
});
