import assert from 'node:assert/strict';
import {existsSync, mkdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {homeOf, requireHome, userDirectory} from '../../../src/lib/files/home.ts';
import {makeLocalDirectories} from '../../../src/lib/files/make-local-directories.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

describe('the home', () => {
  it('is what HOME says, else what the system knows', () => {
    assert.equal(homeOf({HOME: '/home/ada'}), '/home/ada');
    assert.notEqual(homeOf({HOME: ''}), '');
  });

  it('has the directories of the user, which variables may move to absolute places', () => {
    const HOME = '/home/ada';
    assert.equal(userDirectory({HOME}, 'state'), '/home/ada/.local/state');
    assert.equal(userDirectory({HOME}, 'cache'), '/home/ada/.cache');
    assert.equal(userDirectory({HOME, XDG_CACHE_HOME: '/scratch'}, 'cache'), '/scratch');
    assert.equal(userDirectory({HOME, XDG_CONFIG_HOME: 'relative'}, 'config'), '/home/ada/.config');
  });

  it('is missing where something would be written to a place without one', () => {
    const isRefused = {exitCode: 2, message: /no home directory/};
    assert.throws(() => requireHome('/nonexistent/.globus'), isRefused);
    assert.throws(() => makeLocalDirectories('/nonexistent/.cache/alien'), isRefused);
    assert.equal(existsSync('/nonexistent'), false);
    requireHome('/nonexistent-home/.globus');
  });
});

describe('directories', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = folder));

  it('are made with those above them, and only those that are missing', () => {
    assert.equal(makeLocalDirectories(join(dir, 'a/b/c'), 0o700), join(dir, 'a'));
    assert.equal(statSync(join(dir, 'a/b')).mode & 0o777, 0o700);
    assert.equal(makeLocalDirectories(join(dir, 'a/b/d')), join(dir, 'a/b/d'));
    assert.equal(makeLocalDirectories(join(dir, 'a/b/d')), undefined);
  });

  it('are not made where something else has a name of the path', () => {
    writeFileSync(join(dir, 'file'), '');
    symlinkSync('missing', join(dir, 'link'));
    mkdirSync(join(dir, 'real'));
    symlinkSync('real', join(dir, 'good'));
    for (const name of ['file', 'link']) {
      assert.throws(() => makeLocalDirectories(join(dir, name)), {code: 'EEXIST'}, name);
      assert.throws(() => makeLocalDirectories(join(dir, name, 'below')), /EEXIST|ENOTDIR/, name);
    }
    assert.equal(makeLocalDirectories(join(dir, 'good/below')), join(dir, 'good/below'));
  });

  it('are not tried for ever where a file system answers that there is no such directory', () => {
    assert.throws(() => makeLocalDirectories('/proc/no/such/directory'), {code: 'ENOENT'});
  });
});
