import assert from 'node:assert/strict';
import {connect, jobs, type Session} from '../../../src/index.ts';
import {useScene} from '../stage/scene.ts';

const NO_JOB = '999999999';

describe('jobs for scripts', () => {
  let session: Session;
  useScene({jobs: 0}, async ({grid}) => {
    session = connect({env: grid.env()});
    await grid.storeFile({lfn: '/alice/cern.ch/user/d/demo/bin/job', content: '#!/bin/sh\n', owner: 'demo'});
  });
  after(() => session.close());

  const submit = () => jobs.submit(session, 'Executable = "/alice/cern.ch/user/d/demo/bin/job";');

  it('are submitted, listed, traced and killed', async () => {
    const id = await submit();
    const [job] = await jobs.list(session, {ids: [id]});
    assert.deepEqual([job?.id, job?.owner, job?.name, job?.master], [id, 'demo', 'job', undefined]);
    assert.ok((await jobs.trace(session, id)).every((line) => /^\d+ \[/.test(line)));
    await jobs.kill(session, [id]);
    assert.deepEqual(
      (await jobs.list(session, {ids: [id], states: ['KILLED']})).map((each) => each.id),
      [id],
    );
  });

  it('none of none are listed or killed, not all', async () => {
    const id = await submit();
    assert.deepEqual(await jobs.list(session, {ids: []}), []);
    await jobs.kill(session, []);
    assert.notEqual((await jobs.list(session, {ids: [id]}))[0]?.status, 'KILLED');
  });

  it('that do not exist are said to', async () => {
    assert.deepEqual(await jobs.list(session, {ids: [NO_JOB]}), []);
    await assert.rejects(jobs.trace(session, NO_JOB), {exitCode: 3});
    await assert.rejects(jobs.kill(session, [NO_JOB]), {exitCode: 3});
    await assert.rejects(jobs.kill(session, ['abc']), {exitCode: 22});
    await assert.rejects(jobs.submit(session, 'relative.jdl'), {exitCode: 22});
  });
});
