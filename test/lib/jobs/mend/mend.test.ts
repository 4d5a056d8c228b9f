import assert from 'node:assert/strict';
import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {JobState} from '../../../../plugins/sandbox/src/jobs/states.ts';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import {Jdl} from '../../../../src/lib/jdl/jdl.ts';
import {amendedJdl} from '../../../../src/lib/jobs/mend/amended-jdl.ts';
import type {MendEvent} from '../../../../src/lib/jobs/mend/events.ts';
import {carryOutMend, planMend} from '../../../../src/lib/jobs/mend/mend.ts';
import {MendMemory} from '../../../../src/lib/jobs/mend/memory.ts';
import type {MendPolicy} from '../../../../src/lib/jobs/mend/plan.ts';
import {JobQueue} from '../job-queue.ts';

const POLICY: MendPolicy = {
  retries: 3,
  budget: 1000,
  states: undefined,
  avoid: [],
  factor: 2,
  stubborn: false,
};
const {signal} = new AbortController();
const GOOD = 'ALICE::SANDBOX::CE';
const BAD = 'ALICE::SANDBOX::BAD';

describe('failed jobs that are mended', () => {
  let queue: JobQueue;
  let dir: string;
  let memory: MendMemory;
  let waits: number[];
  beforeEach(async () => {
    queue = new JobQueue();
    dir = await mkdtemp(join(tmpdir(), 'alien-mend-'));
    memory = await MendMemory.open({XDG_STATE_HOME: dir});
    waits = [];
  });
  afterEach(async () => {
    memory[Symbol.dispose]();
    await rm(dir, {recursive: true});
  });

  const plan = (master: string, policy: Partial<MendPolicy> = {}) =>
    planMend(queue.grid, master, {...POLICY, ...policy}, memory, signal);

  async function mend(master: string, policy: Partial<MendPolicy> = {}, patience = 0): Promise<MendEvent[]> {
    const events: MendEvent[] = [];
    await carryOutMend(queue.grid, await plan(master, policy), memory, {
      signal,
      patience,
      onEvent: (event) => events.push(event),
      pause: async (ms) => {
        waits.push(ms);
        if (waits.length === 2) queue.bench.jobs.quotas.set('demo', 'maxUnfinishedJobs', 1000);
      },
    });
    return events;
  }

  /** A subjob that failed, with what its trace says. */
  function fail(id: string | undefined, state: JobState, text: string, site = GOOD): void {
    queue.move(id, state);
    queue.bench.jobs.change(Number(id), {site});
    queue.bench.jobs.trace(Number(id), 'trace', text);
  }

  it('go back with one request, as the reason of each wants it', async () => {
    const [master = '', ...ids] = queue.master('RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'DONE');
    fail(ids[0], 'ERROR_E', 'The executable ended with exit code 3');
    fail(ids[1], 'ERROR_V', 'The validation failed');
    fail(ids[2], 'EXPIRED', 'it ran for longer than its TTL of 5 s');
    fail(ids[3], 'ERROR_IB', 'Could not get the input: x');
    const {steps} = await plan(master);
    assert.deepEqual(
      steps.map(({kind, why}) => `${kind} ${why}`),
      ['resubmit resubmit', 'resubmit resubmit', 'replace more time', 'leave a person has to mend input'],
    );
    queue.requests.length = 0;
    await mend(master, {states: ['ERROR_E', 'ERROR_V']});
    assert.equal(queue.asked, 'ps ps resubmit');
    assert.deepEqual(
      [0, 1, 2].map((each) => queue.bench.stateOf(Number(ids[each]))),
      ['WAITING', 'WAITING', 'EXPIRED'],
    );
  });

  it('are tried no more often than is allowed, across runs', async () => {
    const [master = '', id] = queue.master('ERROR_E');
    for (const expected of ['resubmitted', 'resubmitted']) {
      assert.deepEqual(
        (await mend(master, {retries: 2})).map(({kind}) => kind),
        [expected],
      );
      queue.move(id, 'ERROR_E');
    }
    memory[Symbol.dispose]();
    memory = await MendMemory.open({XDG_STATE_HOME: dir});
    assert.deepEqual(
      (await plan(master, {retries: 2})).steps.map(({why}) => why),
      ['it was tried 2 times'],
    );
    assert.equal((await stat(join(dir, 'alien/jobs'))).isDirectory(), true);
  });

  it('cost no more tries than the budget', async () => {
    const [master = ''] = queue.master('ERROR_E', 'ERROR_E', 'ERROR_E');
    assert.equal((await mend(master, {budget: 2})).length, 2);
    assert.deepEqual(
      (await plan(master, {budget: 2})).steps.map(({kind}) => kind),
      ['leave'],
    );
  });

  it('wait for a quota, longer each time, and are left when the patience is at its end', async () => {
    const [master = '', ...ids] = queue.master('ERROR_E', 'ERROR_E', 'ERROR_E');
    queue.bench.jobs.quotas.set('demo', 'maxUnfinishedJobs', 2);
    const events = await mend(master, {}, 600_000);
    assert.deepEqual(waits, [30_000, 60_000]);
    assert.equal(events.filter(({kind}) => kind === 'resubmitted').length, 3);
    assert.deepEqual(
      ids.map((id) => queue.bench.stateOf(Number(id))),
      ['WAITING', 'WAITING', 'WAITING'],
    );
    const [other = ''] = queue.master('ERROR_E');
    queue.bench.jobs.quotas.set('demo', 'maxUnfinishedJobs', 2);
    await assert.rejects(mend(other), {exitCode: 122});
    assert.deepEqual(memory.of(other), []);
  });

  it('leave out the site where nothing works', async () => {
    const [master = '', ...ids] = queue.master('DONE', 'RUNNING', 'RUNNING', 'RUNNING');
    queue.bench.jobs.change(Number(ids[0]), {site: GOOD});
    for (const id of ids.slice(1)) fail(id, 'ERROR_E', 'The executable ended with exit code 1', BAD);
    const {steps, badSites} = await plan(master);
    assert.deepEqual(badSites, [BAD]);
    assert.ok(steps.every((step) => step.kind === 'replace' && step.amendment.avoid?.[0] === BAD));
  });

  it('are not submitted twice where an answer is lost', async () => {
    const [master = '', id = ''] = queue.master('EXPIRED');
    queue.put('DONE'); // another one, of the same program
    let made = '';
    queue.before = ([command, jdl = '']) => {
      if (command !== 'submit') return;
      if (made === '') made = queue.put('WAITING', {jdl});
      throw new NetworkError('The connection was lost.');
    };
    assert.deepEqual(await mend(master), [{kind: 'replaced', id, by: made}]);
    assert.equal(memory.of(master)[0]?.replacement, made);
    queue.before = ([command]) => {
      if (command === 'submit') throw new NetworkError('There is no connection.');
    };
    queue.move(made, 'EXPIRED');
    await assert.rejects(mend(master), /no connection/);
    assert.equal(memory.of(master).length, 1);
  });

  it('new jobs stand in the place of subjobs, and their tries count as theirs', async () => {
    const [master = '', id = ''] = queue.master('EXPIRED');
    const replacement = queue.put('EXPIRED');
    memory.add({job: id, master, at: 1, action: 'more time', state: 'EXPIRED', replacement});
    const {steps, rows} = await plan(master);
    assert.deepEqual(
      rows.map((row) => row.id),
      [replacement],
    );
    assert.deepEqual(
      steps.map((step) => [step.id, step.kind]),
      [[replacement, 'replace']],
    );
    memory.add({
      job: replacement,
      master,
      at: 2,
      action: 'more time',
      state: 'EXPIRED',
      replacement: undefined,
    });
    assert.match((await plan(master, {retries: 2})).steps[0]?.why ?? '', /tried 2 times/);
  });
});

describe('the description of a job in the place of another', () => {
  const jdl = Jdl.parse(
    'User="u";Executable="/x";OutputDir="/o/5";Requirements = ( member(a) ) && ( other.TTL > 5 );OrigRequirements = member(a);' +
      'TTL=5;MemorySize="8GB";JDLPath="/p";Type="Job";MasterJobId="7";',
  );

  it('asks for more, and not for the site', () => {
    const amended = amendedJdl(jdl, {memory: '16384MB', ttl: 10, avoid: [BAD]});
    assert.equal(
      amended.toString(),
      'Executable = "/x";\nOutputDir = "/o/5";\n' +
        `Requirements = ( member(a) ) && ( !other.CE == "${BAD}" );\nTTL = 10;\nMemorySize = "16384MB";\n`,
    );
    assert.equal(
      amendedJdl(Jdl.parse('Executable="/x";Requirements=( other.TTL > 5 );'), {}).has('Requirements'),
      false,
    );
  });
});
