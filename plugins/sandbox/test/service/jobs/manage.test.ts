import assert from 'node:assert/strict';
import {lfnFrom} from '../../../src/catalogue/names/names.ts';
import type {JobState} from '../../../src/jobs/states.ts';
import {JDL, JobBench as Bench, OUT} from '../../support/job-bench.ts';

describe('kill', () => {
  it('kills what it is told, whatever separates the numbers', async () => {
    const bench = new Bench();
    const [a, b, c] = ['RUNNING', 'DONE', 'WAITING'].map((state) => bench.put(state as JobState)) as [
      number,
      number,
      number,
    ];
    assert.equal(await bench.text('kill', [`${a},${b}`, 'x', '1']), `Killed: ${a}\nKilled: ${b}`);
    assert.equal(await bench.text('kill', [a]), `Killed: ${a}`);
    assert.deepEqual(
      [a, b, c].map((id) => bench.stateOf(id)),
      ['KILLED', 'KILLED', 'WAITING'],
    );
    assert.deepEqual((await bench.ask('kill', ['-nomsg', c])).results, [
      {jobid: String(c), status: 'killed'},
    ]);
  });

  it('kills a master with its sub-jobs', async () => {
    const bench = new Bench();
    const master = bench.put('SPLIT');
    const subjobs = ['RUNNING', 'DONE'].map((state) => bench.put(state as JobState, {split: master}));
    await bench.text('kill', [master]);
    assert.deepEqual(
      [master, ...subjobs].map((id) => bench.stateOf(id)),
      ['KILLED', 'KILLED', 'KILLED'],
    );
  });

  it('leaves the jobs of others alone', async () => {
    const bench = new Bench();
    const id = bench.put('RUNNING');
    assert.equal(await bench.text('kill', [id], 'kim'), `You are not allowed to kill ${id}`);
    assert.equal(bench.stateOf(id), 'RUNNING');
    assert.equal(await bench.text('kill', [id], 'admin'), `Killed: ${id}`);
  });
});

describe('resubmit', () => {
  it('puts jobs back into the queue, without what they had', async () => {
    const bench = new Bench();
    const id = bench.put('STARTED');
    bench.jobs.move(id, 'ERROR_E', {site: 'CE', node: 'wn', exitCode: 3});
    assert.equal(await bench.text('resubmit', ['x', id]), `Resubmit: back to WAITING: ${id}`);
    const {state, site, node, started, finished, exitCode, resubmissions} =
      bench.jobs.get(id) ?? assert.fail();
    assert.deepEqual(
      [state, site, node, started, finished, exitCode, resubmissions],
      ['WAITING', null, null, null, null, null, 1],
    );
    assert.match(bench.jobs.traceOf(id).at(-1)?.text ?? '', /Resubmitted by demo, back to WAITING/);
  });

  it('removes what they had registered, and nothing else', async () => {
    const bench = new Bench();
    const id = bench.put('DONE');
    const {entries} = bench.catalogue;
    const folder = entries.createDirectories(lfnFrom(OUT), 'demo') ?? assert.fail();
    const file = {type: 'f', owner: 'demo', gowner: 'demo'} as const;
    entries.create(folder, {...file, name: 'stdout', jobid: id});
    entries.create(folder, {...file, name: 'other', jobid: id + 1});
    entries.create(folder, {...file, name: 'mine'});
    const recycled =
      entries.createDirectories(lfnFrom(`${OUT}/../recycle/alien-job-${id}`), 'demo') ?? assert.fail();
    entries.create(recycled, {...file, name: 'stdout', jobid: id});
    entries.create(recycled, {...file, name: 'mine'});
    const elsewhere = entries.createDirectories(lfnFrom(`${OUT}/../data`), 'demo') ?? assert.fail();
    entries.create(elsewhere, {...file, name: 'registered', jobid: id});
    await bench.text('resubmit', [id]);
    assert.deepEqual(
      [folder, recycled, elsewhere].map((place) => entries.list(place).map(({name}) => name)),
      [['mine', 'other'], ['mine'], ['registered']],
    );
  });

  it('refuses others, masters without an error, and jobs without a description', async () => {
    const bench = new Bench();
    const id = bench.put('ERROR_E');
    const master = bench.put('SPLIT');
    bench.put('DONE', {split: master});
    const bare = bench.put('ERROR_E', {jdl: ''});
    assert.equal(await bench.text('resubmit', [id], 'kim'), `1 Resubmit: not authorized for : ${id}`);
    assert.equal(
      await bench.text('resubmit', [master]),
      `77 Resubmit: masterjob is not in an error state itself, will not split it again: ${master} / SPLIT`,
    );
    assert.equal(
      await bench.text('resubmit', [id, bare]),
      `84 Resubmit: cannot create JDL for job: ${bare}\nResubmit: back to WAITING: ${id}`,
    );
    assert.match(
      await bench.text('resubmit', [1]),
      /^121 Remote I\/O error : Problem with the resubmit request of job ID 1$/,
    );
  });

  it('has a master split again that could not be split', async () => {
    const bench = new Bench();
    const master = bench.put('ERROR_SPLT', {jdl: `${JDL}Split = "file";\n`});
    assert.equal(await bench.text('resubmit', [master]), `Resubmit: back to INSERTING: ${master}`);
    assert.equal(bench.stateOf(master), 'INSERTING');
  });
});

describe('registerOutput', () => {
  it('has the output of a failed job registered', async () => {
    const asked: number[] = [];
    const bench = new Bench({
      register(job) {
        asked.push(job.id);
        return Promise.resolve([lfnFrom('/out/a'), lfnFrom('/out/b')]);
      },
    });
    const first = bench.put('DONE');
    const id = bench.put('ERROR_V');
    assert.equal(await bench.text('registerOutput', [first, id]), '  /out/a\n  /out/b');
    const failed = bench.put('ERROR_E', {jdl: `${JDL}OutputErrorE = {"log"};\n`});
    await bench.text('registerOutput', [failed]);
    assert.deepEqual(asked, [id, failed]);
  });

  it('refuses all others', async () => {
    const bench = new Bench();
    const cases: [number | string, RegExp, string?][] = [
      ['x', /^22 .*Invalid job ID: x$/],
      [1, /^3 No such process : Job ID 1 was not found/],
      [bench.put('ERROR_E'), /^22 .*is in state ERROR_E\. You can only register/],
      [bench.put('ERROR_V'), /^1 Operation not permitted$/, 'kim'],
      [bench.put('ERROR_V'), /^61 No data available : No files have been commited/],
    ];
    for (const [job, expected, account] of cases) {
      assert.match(await bench.text('registerOutput', [job], account), expected);
    }
    const master = bench.put('ERROR_V');
    bench.put('DONE', {split: master});
    assert.match(await bench.text('registerOutput', [master]), /^22 .*is a masterjob/);
  });
});

describe('masterjob', () => {
  it('counts over several masters', async () => {
    const bench = new Bench();
    const [one, two] = [bench.put('SPLIT'), bench.put('SPLIT')];
    const [a, b] = [bench.put('DONE', {split: one}), bench.put('ERROR_E', {split: one})];
    bench.put('DONE', {split: two});
    const indent = ' '.repeat(16);
    const text = [
      `Job ${one} is in status: SPLIT`,
      'Subjobs aggregated by state:',
      `${indent}Subjobs in DONE: 1`,
      `${indent}Subjobs in ERROR_E: 1`,
      `Job ${two} is in status: SPLIT`,
      'Subjobs aggregated by state:',
      `${indent}Subjobs in DONE: 1`,
      '',
      'In total, there are 3 subjobs in 2 masterjobs',
    ];
    assert.equal(await bench.text('masterjob', [one, two]), text.join('\n'));
    assert.match(
      await bench.text('masterjob', [one, '-status', 'ERROR_ALL', '-printid']),
      new RegExp(`1 \\(ids: ${b}\\)`),
    );
    assert.match(await bench.text('masterjob', [one, '-id', a]), /there are 1 subjobs$/);
    assert.match(await bench.text('masterjob', ['x']), /^22 .*Incorrect job ID specification: x$/);
  });
});
