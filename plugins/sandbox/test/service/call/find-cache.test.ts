import assert from 'node:assert/strict';
import type {Entry} from '../../../src/catalogue/entries/entry.ts';
import {FindCache} from '../../../src/service/call/find-cache.ts';
import type {Question} from '../../../src/service/call/find-cache.ts';
import {startGrid} from '../../../src/testing.ts';
import type {TestGrid} from '../../../src/testing.ts';
import {connect} from '../../support/client.ts';
import type {Client} from '../../support/client.ts';

const SECOND = 1000;

describe('the memory of find', () => {
  const question: Question = {
    directory: '/d',
    pattern: '*',
    query: '',
    flags: '',
    jobid: undefined,
    limit: undefined,
    site: undefined,
    excludes: [],
  };
  const hits = (count: number) => Array.from({length: count}, () => ({entry: {} as Entry, shown: '/d/x'}));

  it('lasts five minutes, and one for 500 hits', () => {
    let now = 0;
    const cache = new FindCache(() => now);
    for (const [count, seconds] of [
      [0, 300],
      [499, 300],
      [500, 60],
    ] as const) {
      now = 0;
      cache.keep(question, {hits: hits(count), complete: true});
      now = seconds * SECOND - 1;
      assert.equal(cache.find(question, Infinity)?.hits.length, count);
      now += 1;
      assert.equal(cache.find(question, Infinity), undefined);
    }
  });

  it('serves only as much as it has', () => {
    const cache = new FindCache();
    cache.keep(question, {hits: hits(3), complete: false});
    assert.equal(cache.find(question, 3)?.hits.length, 3);
    assert.equal(cache.find(question, 4), undefined);
  });

  it('lets the oldest go when it holds very much', () => {
    const cache = new FindCache();
    const many = hits(300_000);
    cache.keep(question, {hits: many, complete: true});
    cache.keep({...question, pattern: 'x'}, {hits: many, complete: true});
    assert.equal(cache.find(question, 1), undefined);
    assert.ok(cache.find({...question, pattern: 'x'}, 1));
  });
});

describe('find, asked again', () => {
  let grid: TestGrid;
  let demo: Client;
  let bob: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'bob']});
    [demo, bob] = await Promise.all([connect(grid), connect(grid, 'bob')]);
  });
  after(() => grid.stop());

  const DIRECTORY = '/alice/cern.ch/user/d/demo/t';
  const ask = async (client: Client, ...options: string[]): Promise<string> =>
    (await client.must('find', ...options)).map(({lfn}) => String(lfn).slice(DIRECTORY.length + 1)).join(' ');

  beforeEach(async () => {
    await demo.ask('rm', '-r', DIRECTORY);
    await demo.must('mkdir', DIRECTORY);
    await demo.must('touch', `${DIRECTORY}/a1`, `${DIRECTORY}/a2`);
  });

  it('tells what was there, to everybody, however it is shown', async () => {
    assert.equal(await ask(demo, DIRECTORY, 'a*'), 'a1 a2');
    await demo.must('rm', `${DIRECTORY}/a1`);
    await demo.must('touch', `${DIRECTORY}/a3`);
    assert.equal(await ask(demo, DIRECTORY, 'a*'), 'a1 a2');
    assert.equal(await ask(bob, '-f', DIRECTORY, 'a*'), 'a1 a2', 'another user, other columns');
    assert.equal(await ask(demo, '-o', '1', `${DIRECTORY}/`, 'a*'), 'a2', 'another offset and spelling');
    assert.equal((await demo.must('ls', DIRECTORY)).length, 2);
    assert.match(await demo.failure('stat', `${DIRECTORY}/a1`), /^2 /);
  });

  for (const other of ['-l 1000000001', '-d', '-s', '-r', '-e nothing', '-j 7', '-x -'])
    it(`looks anew with ${other}`, async () => {
      const options = [...other.split(' '), DIRECTORY, other === '-r' ? '.*' : '*'];
      await ask(demo, DIRECTORY, '*');
      await demo.must('touch', `${DIRECTORY}/new`);
      const found = await ask(demo, ...options);
      assert.equal(found.includes('new'), other !== '-j 7');
    });

  it('holds sizes and md5s as they were', async () => {
    const lfn = `${DIRECTORY}/f`;
    await grid.storeFile({lfn, owner: 'demo', content: 'one'});
    const told = async () => (await demo.must('find', '-f', DIRECTORY, 'f'))[0]?.['md5'];
    const before = await told();
    await demo.must('rm', lfn);
    await grid.storeFile({lfn, owner: 'demo', content: 'two'});
    assert.equal(await told(), before);
    assert.notEqual((await demo.must('stat', lfn))[0]?.['md5'], before);
  });
});
