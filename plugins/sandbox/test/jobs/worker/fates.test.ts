import assert from 'node:assert/strict';
import {JOB_ENDS} from '../../../src/faults/kinds.ts';
import {BAD_ELEMENT, COMPUTING_ELEMENT} from '../../../src/jobs/sites.ts';
import {JobGrid} from '../../support/job-grid.ts';

describe('jobs that are made to fail', () => {
  let jobs: JobGrid;
  before(async () => (jobs = await JobGrid.open(1)));
  after(() => jobs.close());
  afterEach(() => jobs.grid.faults.clear());

  it('end as they are told, each once', async () => {
    const {grid} = jobs;
    for (const end of JOB_ENDS.filter((each) => each !== 'VANISHED' && each !== 'ZOMBIE')) {
      await grid.faults.set(`job-ends ${end}`, {count: 1});
      assert.equal((await jobs.run('exit 0')).state, end);
    }
    assert.equal((await jobs.run('exit 0')).state, 'DONE');
  });

  it('are silent, or gone from the queue', async () => {
    const {grid} = jobs;
    await grid.faults.set('job-ends ZOMBIE', {count: 1});
    assert.equal((await grid.untilJob(await jobs.insert('exit 0'), 'ZOMBIE')).state, 'ZOMBIE');
    await grid.faults.set('job-ends VANISHED', {count: 1});
    const gone = await jobs.insert('exit 0');
    assert.equal((await jobs.run('exit 0')).state, 'DONE', 'the next one goes on');
    assert.deepEqual((await jobs.demo.ask('ps', '-j', String(gone))).results, []);
  });

  it('go in turn to a site where none works, unless they ask for another', async () => {
    const {grid} = jobs;
    await grid.faults.set('bad-site');
    const ends: Record<string, string[]> = {};
    for (let count = 0; count < 4; count++) {
      const {site, state} = await jobs.run('exit 0');
      (ends[String(site)] ??= []).push(state);
    }
    assert.deepEqual(ends, {[COMPUTING_ELEMENT]: ['DONE', 'DONE'], [BAD_ELEMENT]: ['ERROR_E', 'ERROR_E']});
    for (let count = 0; count < 2; count++)
      assert.equal((await jobs.run('exit 0', `Requirements = !other.CE == "${BAD_ELEMENT}";`)).state, 'DONE');
    const names = (await jobs.demo.ask('listCEs')).results.map(({ceName}) => ceName);
    assert.ok(names.includes(BAD_ELEMENT));
  });
});
