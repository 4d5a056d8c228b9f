import assert from 'node:assert/strict';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {makeDirectories, removeEntry, touchFiles} from '../../../src/lib/catalogue/change.ts';
import {findEntries} from '../../../src/lib/catalogue/find.ts';
import {lfnBase, resolveLfns, statEntry} from '../../../src/lib/catalogue/lookup.ts';
import {moveEntries} from '../../../src/lib/catalogue/move.ts';
import {noneExists, removeDirectoryAndParents} from '../../../src/lib/catalogue/remove.ts';
import {type Lfn, absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import {Session} from '../../../src/lib/session/session.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const at = (name: string): Lfn => absoluteLfn(`${HOME}/${name}`);

describe('the calls of the catalogue', () => {
  let grid: TestGrid;
  let session: Session;
  before(async () => {
    grid = await startGrid();
    session = new Session({env: {...process.env, ...grid.env()}, userAgent: 'test'});
  });
  after(async () => {
    session.close();
    await grid.stop();
  });
  const names = async (directory: string) =>
    (await findEntries(session, at(directory), {directories: true}))
      .map(({lfn}) => lfn.slice(at(directory).length + 1))
      .sort();

  it('make directories and files in few requests, however many there are', async () => {
    grid.requests.length = 0;
    const many = Array.from({length: 1000}, (_, i) => at(`many/directory ${i}`));
    await makeDirectories(session, many);
    await touchFiles(
      session,
      many.map((lfn) => absoluteLfn(`${lfn}/file`)),
    );
    assert.ok(grid.requests.length < 30, `${grid.requests.length} requests`);
    assert.equal((await findEntries(session, at('many'))).length, 1000);
  });

  it('know the base of relative names, and ask for it only when there are some', async () => {
    assert.deepEqual(await lfnBase(session), {cwd: `${HOME}/`, home: `${HOME}/`});
    grid.requests.length = 0;
    assert.deepEqual(await resolveLfns(session, ['/x', 'alien:///y']), ['/x', '/y']);
    assert.equal(grid.requests.length, 0);
    assert.deepEqual(await resolveLfns(session, ['alien:x', '~/z']), [at('x'), at('z')]);
  });

  it('tell a missing entry from one that is there', async () => {
    assert.equal(await statEntry(session, at('nowhere')), undefined);
    await touchFiles(session, [at('here')]);
    assert.deepEqual((await statEntry(session, at('here')))?.type, 'f');
    assert.equal(await noneExists(session, [at('nowhere'), at('no*')]), true);
    assert.equal(await noneExists(session, [at('nowhere'), at('here')]), false);
  });

  it('move a file to a new name, into a directory, and several into a directory', async () => {
    await touchFiles(session, [at('mv/a'), at('mv/b'), at('mv/c')]);
    await makeDirectories(session, [at('mv/dir')]);
    await moveEntries(session, [at('mv/a')], at('mv/renamed'));
    await moveEntries(session, [at('mv/renamed')], at('mv/dir'));
    await moveEntries(session, [at('mv/b'), at('mv/c')], at('mv/dir'));
    assert.deepEqual((await names('mv/dir')).filter(Boolean), ['b', 'c', 'renamed']);
  });

  it('never move a file onto another one unless forced, and then keep nothing of the old one', async () => {
    await touchFiles(session, [at('over/new'), at('over/old')]);
    await assert.rejects(moveEntries(session, [at('over/new')], at('over/old')), {exitCode: 17});
    assert.deepEqual((await names('over')).filter(Boolean), ['new', 'old']);
    await moveEntries(session, [at('over/new')], at('over/old'), {force: true});
    assert.deepEqual((await names('over')).filter(Boolean), ['old']);
  });

  it('put the old file back when a forced move fails', async () => {
    await touchFiles(session, [at('back/old')]);
    await assert.rejects(moveEntries(session, [at('back/missing')], at('back/old'), {force: true}), {
      exitCode: 22,
    });
    assert.deepEqual((await names('back')).filter(Boolean), ['old']);
  });

  it('want a directory for several sources', async () => {
    await touchFiles(session, [at('several/a'), at('several/b'), at('several/c')]);
    await assert.rejects(moveEntries(session, [at('several/a'), at('several/b')], at('several/c')), {
      exitCode: 20,
    });
  });

  it('remove empty parents as far as they are empty', async () => {
    await makeDirectories(session, [at('p/q/r')]);
    await touchFiles(session, [at('p/keep')]);
    await removeDirectoryAndParents(session, at('p/q/r'));
    assert.deepEqual((await names('p')).filter(Boolean), ['keep']);
    await assert.rejects(removeDirectoryAndParents(session, at('p/q/r')), {exitCode: 2});
  });

  it('remove a tree only when told to', async () => {
    await touchFiles(session, [at('tree/x')]);
    await assert.rejects(removeEntry(session, at('tree')), {exitCode: 5});
    await removeEntry(session, at('tree'), {recursive: true});
    assert.equal(await statEntry(session, at('tree')), undefined);
  });
});
