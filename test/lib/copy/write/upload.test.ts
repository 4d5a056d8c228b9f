import assert from 'node:assert/strict';
import {mkdir, mkdtemp, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('upload', () => {
  let bench: Workbench;
  const local = (name: string, content: string) => writeFile(join(bench.dir, name), content);

  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  it('asks one access and one commit a replica for a new file, and looks at its name before and after', async () => {
    await local('a', 'content');
    const summary = await bench.copy('file:a', `alien:${HOME}/a`);
    assert.equal(summary.copied, 1);
    assert.equal(bench.contentOf(`${HOME}/a`), 'content');
    assert.equal(bench.grid.entries.get(`${HOME}/a`)?.replicas.length, 2);
    assert.deepEqual(
      bench.grid.requests.map(({command}) => command),
      ['stat', 'access', 'commit', 'commit', 'stat'],
    );
  });

  it('puts a file into a directory that exists with one look', async () => {
    await local('a', 'content');
    bench.grid.makeDirectory(`${HOME}/dir`);
    await bench.copy('file:a', `alien:${HOME}/dir`);
    assert.equal(bench.contentOf(`${HOME}/dir/a`), 'content');
    assert.equal(bench.grid.requests.filter(({command}) => command !== 'commit').length, 3);
  });

  it('uploads a tree with its empty directories, empty and hidden files', async () => {
    await mkdir(join(bench.dir, 'tree/empty/deep'), {recursive: true});
    await local('tree/.hidden', 'h');
    await local('tree/nothing', '');
    await local('tree/empty.not', 'x');
    const summary = await bench.copy('file:tree', `alien:${HOME}/new`);
    assert.equal(summary.copied, 3);
    assert.equal(bench.contentOf(`${HOME}/new/.hidden`), 'h');
    assert.equal(bench.contentOf(`${HOME}/new/nothing`), '');
    assert.equal(bench.grid.entries.get(`${HOME}/new/empty/deep`)?.type, 'd');
    assert.equal(bench.grid.count('mkdir'), 1);
    assert.equal(bench.grid.count('find'), 0);
  });

  it('skips what is there with the same content, and with the same size if that is to do', async () => {
    await local('same', '1234');
    await local('other', '5678');
    bench.place(`${HOME}/same`, '1234');
    bench.place(`${HOME}/other`, 'abcd');
    const plain = await bench.copy(['file:same', 'file:other'], `alien:${HOME}/`, {sizeOnly: true});
    assert.deepEqual([plain.copied, plain.skipped], [0, 2]);
    for (const force of [false, true]) {
      bench.place(`${HOME}/other`, 'abcd');
      const summary = await bench.copy(['file:same', 'file:other'], `alien:${HOME}/`, {force});
      assert.deepEqual([summary.copied, summary.skipped], [1, 1]);
      assert.equal(bench.contentOf(`${HOME}/other`), '5678');
    }
  });

  it('replaces a file with glob characters in its name without touching its neighbours', async () => {
    await local('a*b?', 'new content');
    bench.place(`${HOME}/a*b?`, 'old');
    bench.place(`${HOME}/aXbY`, 'neighbour');
    bench.place(`${HOME}/.aXbY.part`, 'hidden neighbour');
    const summary = await bench.copy('file:a*b?', `alien:${HOME}/`);
    assert.equal(summary.copied, 1);
    assert.equal(bench.contentOf(`${HOME}/a*b?`), 'new content');
    assert.equal(bench.contentOf(`${HOME}/aXbY`), 'neighbour');
    assert.equal(bench.contentOf(`${HOME}/.aXbY.part`), 'hidden neighbour');
    assert.equal(bench.lfns().length, 3);
  });

  it('registers the replicas that worked and warns of the others', async () => {
    await local('a', 'content');
    bench.storage.before = (step, url) => {
      if (step === 'upload' && url.includes('TWO')) throw new ServerError('disk is read-only');
    };
    const summary = await bench.copy('file:a', `alien:${HOME}/a`, {recover: false});
    assert.equal(summary.copied, 1);
    assert.match(summary.warnings[0] ?? '', /1 of 2 replicas \(ALICE::B::TWO: disk is read-only\)/);
    assert.equal(bench.grid.entries.get(`${HOME}/a`)?.replicas.length, 1);
    assert.deepEqual(bench.orphans(), []);
  });

  it('warns of fewer places than were asked for, but only when a number was asked for', async () => {
    await local('a', 'content');
    bench.grid.elements = ['ALICE::A::ONE'];
    assert.deepEqual((await bench.copy('file:a', `alien:${HOME}/a`)).warnings, []);
    const {warnings} = await bench.copy('file:a', `alien:${HOME}/b@disk:3`);
    assert.match(warnings[0] ?? '', /1 of 3 replicas/);
  });

  it('registers nothing when the file changes on the way', async () => {
    await local('a', 'content');
    bench.storage.mangle = () => Buffer.from('changed');
    const summary = await bench.copy('file:a', `alien:${HOME}/a`);
    assert.match(summary.failures[0]?.reason ?? '', /changed while it was copied/);
    assert.equal(bench.grid.count('commit'), 0);
    assert.deepEqual(bench.orphans(), []);
  });

  it('repeats what failed by the network, within bounds', async () => {
    await local('a', 'content');
    let failures = 1;
    bench.storage.before = (step) => {
      if (step === 'upload' && failures-- > 0) throw new NetworkError('reset');
    };
    const summary = await bench.copy('file:a', `alien:${HOME}/a@disk:1`, {retries: 1});
    assert.deepEqual([summary.copied, summary.failed], [1, 0]);
    assert.equal(bench.storage.calls.filter(({step}) => step === 'upload').length, 2);
  });

  it('reports a touch that the server silently did not do', async () => {
    await local('empty', '');
    const answered = bench.grid.request.bind(bench.grid);
    bench.grid.request = (command, options) =>
      command === 'touch' ? answered('mkdir', [HOME]) : answered(command, options);
    const summary = await bench.copy('file:empty', `alien:${HOME}/empty`);
    assert.deepEqual([summary.copied, summary.failures[0]?.exitCode], [0, 13]);
  });

  it('follows links to files, stops at loops and reports what is no file', async () => {
    const outside = await mkdtemp(join(bench.dir, 'outside-'));
    await writeFile(join(outside, 'target'), 'linked');
    await mkdir(join(bench.dir, 'tree/sub'), {recursive: true});
    await symlink(join(outside, 'target'), join(bench.dir, 'tree/link'));
    await symlink('..', join(bench.dir, 'tree/sub/loop'));
    await symlink('nowhere', join(bench.dir, 'tree/dangling'));
    const summary = await bench.copy('file:tree/', `alien:${HOME}/t`);
    assert.equal(bench.contentOf(`${HOME}/t/link`), 'linked');
    assert.deepEqual([summary.copied, summary.failed, summary.files], [1, 2, 3]);
    const codes = summary.failures.map(({exitCode}) => exitCode).sort();
    assert.deepEqual(codes, [2, 40]);
  });

  it('refuses two sources for one destination before anything moves', async () => {
    await mkdir(join(bench.dir, 'x'));
    await mkdir(join(bench.dir, 'y'));
    await local('x/f', '1');
    await local('y/f', '2');
    await assert.rejects(bench.copy(['file:x/f', 'file:y/f'], `alien:${HOME}/`), /both be copied/);
    assert.deepEqual(bench.storage.calls, []);
  });

  it('changes nothing on a dry run', async () => {
    await mkdir(join(bench.dir, 'tree/empty'), {recursive: true});
    await local('tree/new', 'new');
    await local('tree/old', 'longer than before');
    bench.place(`${HOME}/t/old`, 'before');
    const before = structuredClone(bench.grid.entries);
    const summary = await bench.copy('file:tree/', `alien:${HOME}/t`, {dryRun: true});
    assert.deepEqual([summary.copied, summary.bytes, summary.dryRun], [2, 21, true]);
    assert.deepEqual(bench.grid.entries, before);
    const asked = new Set(bench.grid.requests.map(({command}) => command));
    assert.deepEqual(asked, new Set(['stat', 'find']));
  });
});
