import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {makeDirectories, removeEntry, touchFiles} from '../../../src/lib/catalogue/change.ts';
import {findEntries} from '../../../src/lib/catalogue/find.ts';
import {lfnBase, resolveLfns, statEntry} from '../../../src/lib/catalogue/lookup.ts';
import {moveEntries, type ReplaceFile} from '../../../src/lib/catalogue/move.ts';
import {replaceByFile} from '../../../src/lib/copy/replace/replace-by-file.ts';
import {ReplacementJournal} from '../../../src/lib/copy/replace/replacement-journal.ts';
import {noneExists, removeDirectoryAndParents} from '../../../src/lib/catalogue/remove.ts';
import {type Lfn, absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const at = (name: string): Lfn => absoluteLfn(`${HOME}/${name}`);

describe('the calls of the catalogue', () => {
  let grid: TestGrid;
  let session: Session;
  let journals: string;
  const replace: ReplaceFile = async (file, occupant) => {
    await replaceByFile(session, file, occupant, new ReplacementJournal(journals));
  };
  before(async () => {
    journals = await mkdtemp(join(tmpdir(), 'alien-moves-'));
    grid = await startGrid();
    session = connect({env: {...process.env, ...grid.env()}, userAgent: 'test'});
  });
  after(async () => {
    session.close();
    await grid.stop();
    await rm(journals, {recursive: true});
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
    await moveEntries(session, [at('over/new')], at('over/old'), {replace});
    assert.deepEqual((await names('over')).filter(Boolean), ['old']);
  });

  it('put the old file back when a forced move fails', async () => {
    await touchFiles(session, [at('back/old'), at('back/new')]);
    let moves = 0;
    // The second move, which is that of the new file, comes too late.
    grid.onRequest = ({command}) => {
      if (command === 'mv' && ++moves === 1) void session.request('mv', [at('back/new'), at('back/gone')]);
      return 'answer';
    };
    await assert.rejects(moveEntries(session, [at('back/new')], at('back/old'), {replace}), {
      exitCode: 2,
    });
    grid.onRequest = undefined;
    assert.deepEqual((await names('back')).filter(Boolean), ['gone', 'old']);
  });

  it('leave an entry where it is that is moved to itself', async () => {
    await touchFiles(session, [at('same/a'), at('same/d/x')]);
    const before = await names('same');
    for (const force of [false, true]) {
      await moveEntries(session, [at('same/a')], at('same/a'), {...(force && {replace})});
      await moveEntries(session, [at('same/d/x')], at('same/d'), {...(force && {replace})});
      await moveEntries(session, [at('same/d')], at('same'), {...(force && {replace})});
    }
    assert.deepEqual(await names('same'), before);
  });

  it('know an entry by the name that the service has for it, however it is written', async () => {
    await touchFiles(session, [at('other/a'), at('other/d/x')]);
    const before = await names('other');
    // A service that takes `...` for the parent, and drops blanks at the end of a name.
    const asked: string[] = [];
    const spelling = (word: string) => word.replace(/\/[^/]+\/\.\.\./, '').replace(/ +$/, '');
    const lenient: Requester = {
      request: (command, words = [], details) => {
        asked.push(command);
        return session.request(command, words.map(spelling), details);
      },
    };
    await moveEntries(lenient, [at('other/a')], at('other/a '), {replace});
    await moveEntries(lenient, [at('other/a')], at('other/d/.../a'), {replace});
    const intoItself = moveEntries(lenient, [at('other/d')], at('other/e/.../d/new'));
    await assert.rejects(intoItself, {exitCode: 22});
    assert.ok(!asked.includes('mv'));
    assert.deepEqual(await names('other'), before);
  });

  it('never move a directory into itself', async () => {
    await touchFiles(session, [at('into/d/sub/x')]);
    grid.requests.length = 0;
    const [d, sub] = [at('into/d'), at('into/d/sub')];
    for (const [source, target] of [
      [d, d],
      [d, sub],
      [d, at('into/d/sub/new')],
      [at('.'), at('into/x')],
      ['/', at('into')],
    ] as [Lfn, Lfn][])
      for (const intoDirectory of [false, true])
        await assert.rejects(moveEntries(session, [source], target, {intoDirectory}), {exitCode: 22});
    assert.ok(!grid.requests.some(({command}) => command === 'mv'));
  });

  it('replace no directory, nor a file by one, nor what was just moved', async () => {
    await touchFiles(session, [at('kind/a/n'), at('kind/b/n'), at('kind/d/a/x'), at('kind/f')]);
    await makeDirectories(session, [at('kind/to')]);
    const before = await names('kind');
    for (const [sources, target] of [
      [['kind/a'], 'kind/d'],
      [['kind/a'], 'kind/f'],
    ] as [string[], string][])
      await assert.rejects(moveEntries(session, sources.map(at), at(target), {replace}), {exitCode: 17});
    assert.deepEqual(await names('kind'), before);
    const both = moveEntries(session, [at('kind/a/n'), at('kind/b/n')], at('kind/to'), {replace});
    await assert.rejects(both, {exitCode: 17});
    assert.ok((await names('kind')).includes('b/n'));
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

  it('remove exactly what is named, though the service expands patterns', async () => {
    const all = ['a*b', 'aXXb', 'd*', 'd*/f', 'dXX', 'dXX/f', 'q?', 'qX'];
    await touchFiles(
      session,
      all.filter((name) => !/^d[^/]+$/.test(name)).map((name) => at(`exact/${name}`)),
    );
    await removeEntry(session, at('exact/a*b'));
    await removeEntry(session, at('exact/d*/f'));
    await removeEntry(session, at('exact/q?'));
    await assert.rejects(removeEntry(session, at('exact/nowhere*')), {exitCode: 2});
    assert.deepEqual((await names('exact')).filter(Boolean), ['aXXb', 'd*', 'dXX', 'dXX/f', 'qX']);
    await touchFiles(session, [at('exact/d*/f')]);
    await assert.rejects(removeEntry(session, at('exact/d*')), {exitCode: 21});
    assert.deepEqual((await names('exact')).filter(Boolean), ['aXXb', 'd*', 'd*/f', 'dXX', 'dXX/f', 'qX']);
    await removeEntry(session, at('exact/d*'), {recursive: true});
    assert.deepEqual((await names('exact')).filter(Boolean), ['aXXb', 'dXX', 'dXX/f', 'qX']);
  });

  it('remove a tree only when told to', async () => {
    await touchFiles(session, [at('tree/x')]);
    await assert.rejects(removeEntry(session, at('tree')), {exitCode: 21});
    await removeEntry(session, at('tree'), {recursive: true});
    assert.equal(await statEntry(session, at('tree')), undefined);
  });
});
