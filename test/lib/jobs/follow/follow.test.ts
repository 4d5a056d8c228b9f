import assert from 'node:assert/strict';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {
  type FollowEvent,
  type FollowOptions,
  follow,
  intervalAt,
} from '../../../../src/lib/jobs/follow/follow.ts';
import {outcomeOf} from '../../../../src/lib/jobs/follow/snapshot.ts';
import {isOver, verdictOf, waitCode, type WaitFor} from '../../../../src/lib/jobs/follow/wait.ts';
import {JobQueue} from '../job-queue.ts';

const ANY_END: WaitFor = {until: 'all', states: undefined};

describe('jobs that are followed', () => {
  let queue: JobQueue;
  let time: number;
  beforeEach(() => {
    queue = new JobQueue();
    time = 0;
  });

  /** Follow jobs with a clock of our own; what happens in each pause is done one after the other. */
  async function events(
    ids: readonly (string | undefined)[],
    pauses: readonly (() => void)[],
    more: Partial<FollowOptions> = {},
  ): Promise<FollowEvent[]> {
    const steps = [...pauses];
    const options = {
      signal: new AbortController().signal,
      now: () => time,
      pause: async (ms: number) => {
        time += ms;
        if (steps.length === 0 && time > 3_600_000) throw new Error('it never ends');
        steps.shift()?.();
      },
      ...more,
    };
    const list: FollowEvent[] = [];
    for await (const event of follow(queue.grid, ids.map(String), options)) list.push(event);
    return list;
  }

  const told = (list: readonly FollowEvent[]): string[] =>
    list.map((event) =>
      event.kind === 'look'
        ? event.changes.map(({id, from, to}) => `${id.slice(-2)} ${from} ${to}`).join(', ')
        : event.kind,
    );

  it('cost two requests at first, then one a look for all of them', async () => {
    const [master, one, two] = queue.master('RUNNING', 'WAITING');
    const single = queue.put('WAITING');
    const list = await events(
      [master, single],
      [() => queue.move(one, 'DONE'), () => queue.move(two, 'ERROR_E'), () => queue.move(single, 'DONE')],
    );
    assert.equal(queue.asked, 'ps ps masterjob masterjob masterjob');
    assert.deepEqual(told(list), ['', '66 RUNNING DONE', '67 WAITING ERROR_E', '68 WAITING DONE']);
    const last = list.at(-1);
    assert.ok(last?.kind === 'look');
    assert.deepEqual(last.jobs.map(outcomeOf), ['failed', 'done']);
  });

  it('see subjobs that were killed, which the service no longer counts, with one more request', async () => {
    const [master, one, two] = queue.master('RUNNING', 'RUNNING');
    const list = await events(
      [master],
      [() => queue.move(one, 'KILLED'), () => undefined, () => queue.move(two, 'DONE')],
    );
    assert.equal(queue.asked, 'ps ps masterjob ps masterjob masterjob');
    assert.deepEqual(told(list), ['', '66 RUNNING KILLED', '', '67 RUNNING DONE']);
    const last = list.at(-1);
    assert.ok(last?.kind === 'look');
    assert.deepEqual(last.jobs.map(outcomeOf), ['killed']);
  });

  it('count new jobs in the place of those that were mended so', async () => {
    const [master = '', one = '', two] = queue.master('EXPIRED', 'DONE');
    const news = queue.put('RUNNING');
    const list = await events([master], [() => queue.move(news, 'DONE')], {standIns: new Map([[one, news]])});
    assert.equal(queue.asked, 'ps ps masterjob');
    const last = list.at(-1);
    assert.ok(last?.kind === 'look');
    assert.deepEqual(last.jobs.map(outcomeOf), ['done']);
    assert.deepEqual([...(last.jobs[0]?.subjobs.keys() ?? [])], [news, two]);
    assert.deepEqual(told(list), ['', `${news.slice(-2)} RUNNING DONE`]);
  });

  it('wait for a master until all of its subjobs are there', async () => {
    const id = queue.bench.put('SPLITTING');
    let sub = 0;
    const list = await events(
      [String(id)],
      [
        () => {
          queue.bench.jobs.move(id, 'SPLIT');
          sub = queue.bench.put('WAITING', {split: id});
        },
        () => queue.bench.jobs.move(sub, 'DONE'),
      ],
    );
    assert.deepEqual(told(list), ['', '65 SPLITTING SPLIT, 66  WAITING', '66 WAITING DONE']);
  });

  it('that are gone from the queue end too', async () => {
    const id = queue.put('RUNNING');
    const list = await events(
      [id, '999'],
      [() => queue.bench.catalogue.database.exec(`DELETE FROM jobs WHERE id = ${id}`)],
    );
    const last = list.at(-1);
    assert.ok(last?.kind === 'look');
    assert.deepEqual(last.jobs.map(outcomeOf), ['vanished', 'vanished']);
  });

  it('are only paused by a lost connection, and end by a refusal', async () => {
    const id = queue.put('RUNNING');
    let isAway = false;
    queue.before = () => {
      if (isAway) throw new NetworkError('There is no connection.');
    };
    const away = () => {
      isAway = true;
    };
    const back = () => {
      isAway = false;
      queue.move(id, 'DONE');
    };
    const list = await events([id], [away, () => undefined, () => undefined, back]);
    assert.deepEqual(told(list), ['', 'paused', 'resumed', `${id.slice(-2)} RUNNING DONE`]);
    queue.before = () => {
      throw new ServerError('No.');
    };
    await assert.rejects(events([id], []), /No\./);
  });

  it('that never end are left when the time is over, in the middle of an interval too', async () => {
    const id = queue.put('RUNNING');
    const list = await events([id], [], {timeout: 12_000});
    assert.deepEqual(told(list), ['', '', '', 'timeout']);
    assert.equal(time, 12_000);
  });

  it('are looked at less often the longer it takes', () => {
    assert.deepEqual(
      [0, 60_000, 200_000, 600_000, 7_200_000].map(intervalAt),
      [5000, 5000, 10_000, 30_000, 60_000],
    );
  });
});

describe('the end of a wait', () => {
  const job = (state: string, subjobs: Record<string, string> = {}) => ({
    id: '1',
    name: 'x',
    state,
    subjobs: new Map(Object.entries(subjobs)),
  });

  const ENDS = [
    [['DONE'], 0],
    [['DONE_WARN', 'DONE'], 0],
    [['ERROR_E', 'DONE'], 1],
    [['EXPIRED', 'DONE', 'KILLED'], 62],
    [['EXPIRED', 'ERROR_NEW'], 1],
    [['KILLED'], 4],
    [['VANISHED'], 3],
    [['RUNNING', 'DONE'], 110],
    [['SOME_NEW_STATE'], 110],
  ] as const;
  for (const [states, code] of ENDS)
    it(`${states.join(' ')}: ${code}`, () => {
      const verdicts = states.map((state) => verdictOf(job(state), ANY_END));
      assert.equal(waitCode(verdicts, ANY_END), code);
      assert.equal(
        isOver(
          states.map((state) => job(state)),
          ANY_END,
        ),
        code !== 110,
      );
    });

  it('of any is that of the first', () => {
    const any: WaitFor = {until: 'any', states: undefined};
    const jobs = [job('RUNNING'), job('ERROR_V')];
    assert.ok(isOver(jobs, any));
    assert.equal(
      waitCode(
        jobs.map((each) => verdictOf(each, any)),
        any,
      ),
      1,
    );
    assert.equal(waitCode([undefined], any), 110);
  });

  it('of a master is that of its subjobs, whatever the service calls it', () => {
    assert.equal(verdictOf(job('DONE', {2: 'DONE', 3: 'ERROR_E'}), ANY_END), 'failed');
    assert.equal(verdictOf(job('SPLIT', {2: 'DONE', 3: 'DONE_WARN'}), ANY_END), 'done');
    assert.equal(verdictOf(job('SPLIT', {2: 'DONE', 3: 'ZOMBIE'}), ANY_END), undefined);
    assert.equal(verdictOf(job('SPLIT'), ANY_END), undefined);
  });

  it('comes with a state that was asked for, and with any other end', () => {
    const running: WaitFor = {until: 'all', states: ['RUNNING']};
    assert.equal(verdictOf(job('WAITING'), running), undefined);
    assert.equal(verdictOf(job('RUNNING'), running), 'reached');
    assert.equal(verdictOf(job('SPLIT', {2: 'RUNNING', 3: 'WAITING'}), running), undefined);
    assert.equal(verdictOf(job('SPLIT', {2: 'RUNNING', 3: 'RUNNING'}), running), 'reached');
    assert.equal(verdictOf(job('ERROR_E'), running), 'failed');
    assert.equal(verdictOf(job('DONE'), running), 'failed');
    assert.equal(verdictOf(job('ERROR_IB'), {until: 'all', states: ['failed']}), 'reached');
  });
});
