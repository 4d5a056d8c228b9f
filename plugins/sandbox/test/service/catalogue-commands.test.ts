import assert from 'node:assert/strict';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client} from '../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('commands of the catalogue', () => {
  let grid: TestGrid;
  let demo: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'bob']});
    demo = await connect(grid);
    await demo.must('mkdir', '-p', 't/sub/deep', 't/empty');
    await demo.must('touch', 't/a.txt', 't/b.txt', 't/.hidden', 't/sub/c.txt');
  });
  after(() => grid.stop());

  const names = async (...options: string[]): Promise<unknown[]> =>
    (await demo.must('ls', ...options)).map(({name}) => name);
  const found = async (...options: string[]): Promise<string> =>
    (await demo.must('find', ...options)).map(({lfn}) => String(lfn).replace(`${HOME}/t/`, '')).join(' ');

  it('ls lists by name, with and without hidden entries', async () => {
    assert.deepEqual(await names('t'), ['a.txt', 'b.txt', 'empty', 'sub']);
    assert.deepEqual(await names('-a', 't'), ['.hidden', 'a.txt', 'b.txt', 'empty', 'sub']);
    assert.deepEqual(await names('-F', 't/?.txt', 't/s*'), ['a.txt', 'b.txt', 'c.txt', 'deep/']);
  });

  it('ls -l has keys and columns', async () => {
    const [first] = await demo.must('ls', '-l', 't/a.txt');
    const {ctime, message, ...rest} = first as Record<string, string>;
    assert.deepEqual(rest, {
      permissions: '-rwxr-xr-x',
      user: 'demo',
      group: 'demo',
      size: '0',
      name: 'a.txt',
      path: `${HOME}/t/a.txt`,
    });
    assert.match(ctime ?? '', /^\d+000$/);
    assert.match(message ?? '', /^-rwxr-xr-x {7}demo {5}demo {12}0 \w{3} \d\d \d\d:\d\d {4}a\.txt$/);
  });

  it('ls says what is missing and lists the rest', async () => {
    const reply = await demo.ask('ls', 't', 'nope', 'no*');
    assert.equal(reply.metadata.error, `No such file or directory : ${HOME}/nope, no*`);
    assert.equal(reply.results.length, 4);
  });

  it('names in any script, with blanks and with signs of SQL are kept', async () => {
    const odd = ['zürich-日本', 'with blank', "it's", '100%', '-dash', '😀'];
    await demo.must('mkdir', '--', ...odd.map((name) => `t/empty/${name}`));
    assert.deepEqual((await names('t/empty')).sort(), [...odd].sort());
    await demo.must('rm', '-r', `t/empty/it's`, 't/empty/100%');
    assert.equal((await names('t/empty')).length, 4);
  });

  it('cd changes the directory of this connection only', async () => {
    const other = await connect(grid);
    const {metadata} = await other.ask('cd', 't/sub');
    assert.equal(metadata.currentdir, `${HOME}/t/sub/`);
    assert.deepEqual(
      (await other.must('ls')).map(({name}) => name),
      ['c.txt', 'deep'],
    );
    assert.equal((await demo.ask('pwd')).metadata.currentdir, `${HOME}/`);
    assert.equal(await other.failure('cd', '/no/such'), '2 No such file or directory');
    assert.equal(await other.failure('cd', '../a.txt'), '20 Not a directory : ../a.txt');
    assert.equal((await other.ask('cd')).metadata.currentdir, `${HOME}/`);
  });

  it('find crosses directories, sorts, and cuts out a window', async () => {
    assert.equal(await found('t', '*.txt'), 'a.txt b.txt sub/c.txt');
    assert.equal(await found(`${HOME}/t/*c.txt`), 'sub/c.txt');
    assert.equal(await found('-l', '1', '-o', '1', 't', '*.txt'), 'b.txt');
    assert.equal(await found('-d', 't/sub', '*'), 'sub/ sub/c.txt sub/deep/');
    assert.equal(await found('-e', 'sub', 't', '*.txt'), 'a.txt b.txt');
    assert.equal(await found('-r', 't', 'sub/.*'), 'sub/c.txt');
    assert.equal(await demo.failure('find', 't/a.txt', '*'), '20 Not a directory : t/a.txt');
  });

  it('find -c counts, also nothing', async () => {
    const [only] = await demo.must('find', '-c', 't', 'nothing-like-this');
    assert.equal(only?.['message'], 'Found 0 maching entries');
  });

  it('mv renames, moves into directories, and never replaces', async () => {
    await demo.must('mkdir', '-p', 'm/into');
    await demo.must('touch', 'm/1', 'm/2', 'm/3');
    await demo.must('mv', 'm/1', 'm/one');
    await demo.must('mv', 'm/2', 'm/3');
    await demo.must('mv', 'm/3', 'm/into');
    assert.deepEqual(await names('m'), ['3_backup', 'into', 'one']);
    assert.deepEqual(await names('m/into'), ['3']);
    await demo.must('mv', 'm/into', 'm/moved');
    assert.deepEqual(await names('m/moved'), ['3'], 'what lies below follows');
    assert.match(
      await demo.failure('mv', 'm/moved', 'm/moved/below'),
      /^5 Input\/output error : Failed to move/,
    );
    assert.equal(
      await demo.failure('mv', 'm/no', 'm/x'),
      `22 Invalid argument : Source cannot be found: ${HOME}/m/no`,
    );
  });

  it('rm and rmdir refuse what they must', async () => {
    await demo.must('mkdir', '-p', 'r/full', 'r/empty');
    await demo.must('touch', 'r/full/x');
    assert.equal(
      await demo.failure('rm', 'r/full'),
      `5 Input/output error : Failed to remove [${HOME}/r/full]`,
    );
    assert.equal(
      await demo.failure('rmdir', 'r/full'),
      '5 Input/output error : Could not remove directory: r/full',
    );
    assert.equal(
      await demo.failure('rm', '-r', '~'),
      '22 Invalid argument : Cannot delete the directory you are in',
    );
    await demo.must('rmdir', 'r/empty');
    await demo.must('rm', '-r', 'r');
    assert.equal(await demo.failure('ls', 'r'), `2 No such file or directory : ${HOME}/r`);
  });

  it('others may look but not touch', async () => {
    const bob = await connect(grid, 'bob');
    assert.equal((await bob.must('ls', `${HOME}/t`)).length, 4);
    assert.match(await bob.failure('rm', `${HOME}/t/a.txt`), /^5 /);
    assert.match(await bob.failure('mkdir', `${HOME}/t/new`), /^2 /);
    assert.match(await bob.failure('mv', `${HOME}/t/a.txt`, '~/a.txt'), /^5 /);
    assert.match(await bob.failure('chmod', '777', `${HOME}/t/a.txt`), /^5 /);
    await bob.must('touch', `${HOME}/t/new`);
    assert.deepEqual(await names('t'), ['a.txt', 'b.txt', 'empty', 'sub']);
  });

  it('the rights of others can be widened, and an admin has all', async () => {
    const [bob, admin] = await Promise.all([connect(grid, 'bob'), connect(grid, 'admin')]);
    await demo.must('mkdir', 'shared');
    await demo.must('chmod', '777', 'shared');
    await bob.must('mkdir', `${HOME}/shared/bob`);
    await admin.must('chown', '-R', 'bob.bob', `${HOME}/shared`);
    const [entry] = await demo.must('ls', '-l', 'shared');
    assert.deepEqual([entry?.['user'], entry?.['group']], ['bob', 'bob']);
    assert.match(await demo.failure('chmod', '755', 'shared'), /unable to chmod$/);
    await admin.must('rm', '-r', `${HOME}/shared`);
  });

  it('stat, type and lfn2guid speak of entries without content', async () => {
    const [entry] = await demo.must('stat', 't/a.txt');
    assert.equal(entry?.['md5'], 'd41d8cd98f00b204e9800998ecf8427e');
    assert.equal('guid' in (entry ?? {}), false);
    assert.deepEqual(await demo.must('type', 't'), [
      {lfn: `${HOME}/t/`, type: 'directory', message: 'directory'},
    ]);
    assert.equal(await demo.failure('lfn2guid', 't'), `21 Is a directory : ${HOME}/t/`);
    assert.match(await demo.failure('lfn2guid', 't/a.txt'), /^61 No data available/);
    assert.equal(await demo.failure('type', '-Zzq'), '2 Command not found or not implemented yet');
  });

  it('grep refuses a pattern that no program can be given', async () => {
    assert.match(await demo.failure('grep', 'a\0b', 'x'), /^22 .*byte 0/);
  });
});
