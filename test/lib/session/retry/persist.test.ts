import assert from 'node:assert/strict';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {type Answer, UnreadableAnswer} from '../../../../src/lib/session/requests/answer.ts';
import {ConnectionLost, RequestNotSent} from '../../../../src/lib/session/connection/connection-lost.ts';
import {RequestMisread, type Steps, persist} from '../../../../src/lib/session/retry/persist.ts';
import {HOME, answerWith} from '../support/answers.ts';

const LIMITS = {repeats: 2, connectPause: 0};
const LFN = `${HOME}x`;
const GUID = '01234567-89AB-CDEF-0123-456789ABCDEF';
const COMMIT = ['envelope', '5', LFN, '644', '0', 'root://s//1', 'ALICE::X::Y', GUID, 'md5'];
const DONE = answerWith();
const REFUSED = answerWith({exitcode: '53', error: 'no booking'});
const OTHER_REFUSAL = answerWith({exitcode: '13', error: 'not yours'});
const REGISTERED = answerWith({}, [{guid: GUID.toLowerCase(), replicas: {'ALICE::X::Y': 'root://s//1'}}]);
const ABSENT = answerWith({exitcode: '2', error: 'no such file'});

const lost = () => new ConnectionLost('was lost');

/** What becomes of a step: its answer, or the error that it fails with. */
type Fate = Answer | Error | (() => Error);

describe('a request whose connection is lost', () => {
  let done: string[];

  /** A request to whose steps happens one after the other what is said; behind the last one, the last one again. */
  const make = (
    line: readonly string[],
    {sent, prepared = [], asked = []}: {sent: Fate[]; prepared?: (Error | 'ready')[]; asked?: Fate[]},
    signal?: AbortSignal,
    limits = LIMITS,
  ) => {
    done = [];
    const next = <T>(fates: T[]): T | undefined => (fates.length > 1 ? fates.shift() : fates[0]);
    const meet = (fate: Fate | undefined): Answer => {
      if (fate === undefined) throw new Error('was not expected');
      if (typeof fate === 'function') throw fate();
      if (fate instanceof Error) throw fate;
      return fate;
    };
    const steps: Steps<string> = {
      prepare: () => {
        const fate = prepared.shift() ?? 'ready';
        return fate === 'ready' ? Promise.resolve('connection') : Promise.reject(fate);
      },
      send: async (connection) => {
        assert.equal(connection, 'connection');
        done.push('sent');
        return Promise.resolve(meet(next(sent)));
      },
      ask: async (command) => {
        done.push(command);
        return Promise.resolve(meet(next(asked)));
      },
      again: (attempt) => done.push(`again ${attempt}`),
    };
    const [command = '', ...words] = line;
    return persist(command, words, steps, limits, signal);
  };

  it('is answered at once where nothing is lost, refusals too', async () => {
    for (const answer of [DONE, REFUSED, OTHER_REFUSAL]) {
      assert.equal(await make(['commit', ...COMMIT], {sent: [answer]}), answer);
      assert.deepEqual(done, ['sent'], 'a first refusal is no proof of anything');
    }
  });

  it('is made again as often as the settings say where it only reads', async () => {
    assert.equal(await make(['ls'], {sent: [lost(), lost(), DONE]}), DONE);
    assert.deepEqual(done, ['sent', 'again 2', 'sent', 'again 3', 'sent']);
    await assert.rejects(make(['ls'], {sent: [lost()]}), ConnectionLost);
    assert.equal(done.filter((each) => each === 'sent').length, 3);
    await assert.rejects(make(['ls'], {sent: [lost()]}, undefined, {...LIMITS, repeats: 0}), ConnectionLost);
    assert.deepEqual(done, ['sent']);
  });

  it('is made again where the answer cannot be read, or the service could not read the request', async () => {
    for (const loss of [new UnreadableAnswer('empty'), new RequestMisread('not ok')]) {
      assert.equal(await make(['ls'], {sent: [loss, DONE]}), DONE);
    }
  });

  it('is not made again for any other failure', async () => {
    for (const failure of [new NetworkError('no answer'), new ServerError('no'), new Error('bug')]) {
      await assert.rejects(make(['ls'], {sent: [failure]}), failure);
      assert.deepEqual(done, ['sent']);
    }
  });

  it('is not made again where it changes something, but where it was not sent or not read', async () => {
    await assert.rejects(make(['mv', 'a', 'b'], {sent: [lost()]}), ConnectionLost);
    assert.deepEqual(done, ['sent']);
    assert.equal(await make(['mv', 'a', 'b'], {sent: [DONE], prepared: [lost()]}), DONE);
    assert.deepEqual(done, ['again 2', 'sent']);
    for (const nothingDone of [new RequestMisread('not ok'), new RequestNotSent('closed')])
      assert.equal(await make(['mv', 'a', 'b'], {sent: [nothingDone, DONE]}), DONE);
    await assert.rejects(make(['mv', 'a', 'b'], {sent: [new UnreadableAnswer('empty')]}), UnreadableAnswer);
    assert.deepEqual(done, ['sent'], 'an answer came: it may have been done');
  });

  it('gives up where no connection can be made, without a look', async () => {
    const prepared = [lost(), lost(), lost()];
    await assert.rejects(make(['commit', ...COMMIT], {sent: [DONE], prepared}), ConnectionLost);
    assert.deepEqual(done, ['again 2', 'again 3']);
  });

  it('is done where a look shows so, and not made again', async () => {
    const answer = await make(['commit', ...COMMIT], {sent: [lost()], asked: [REGISTERED]});
    assert.deepEqual(done, ['sent', 'stat']);
    assert.equal(answer.metadata.exitcode, '0');
    assert.equal(answer.results[0]?.['lfn'], '1');
  });

  it('is made again where no look shows it and the service takes it only once', async () => {
    const commit = ['commit', ...COMMIT];
    assert.equal(await make(commit, {sent: [lost(), DONE], asked: [ABSENT]}), DONE);
    assert.deepEqual(done, ['sent', 'stat', 'again 2', 'sent']);
    assert.equal(await make(commit, {sent: [lost(), OTHER_REFUSAL], asked: [ABSENT]}), OTHER_REFUSAL);
  });

  it('fails with the first loss where the second try is refused as one, and no look shows it', async () => {
    const first = lost();
    const sent = [first, REFUSED];
    await assert.rejects(make(['commit', ...COMMIT], {sent, asked: [ABSENT]}), (error) => error === first);
    assert.deepEqual(done, ['sent', 'stat', 'again 2', 'sent', 'stat', 'again 3', 'sent', 'stat']);
    const second = [lost(), REFUSED];
    const found = await make(['commit', ...COMMIT], {sent: second, asked: [ABSENT, REGISTERED]});
    assert.equal(found.metadata.exitcode, '0', 'the look behind the refusal may show it');
  });

  it('fails with the first loss, whatever happens behind it', async () => {
    const first = lost();
    for (const behind of [lost(), new NetworkError('no answer'), new RequestMisread('not ok')]) {
      const sent = [first, behind];
      await assert.rejects(make(['commit', ...COMMIT], {sent, asked: [ABSENT]}), (error) => error === first);
    }
  });

  it('proves nothing by a look that fails', async () => {
    const asked = [lost(), new ServerError('no')];
    assert.equal(await make(['commit', ...COMMIT], {sent: [lost(), DONE], asked}), DONE);
    const first = lost();
    await assert.rejects(make(['rm', 'x'], {sent: [first], asked}), (error) => error === first);
  });

  it('is not made again where the next one might do harm, whatever the look shows', async () => {
    const there = answerWith({}, [{lfn: LFN}]);
    await assert.rejects(make(['rm', 'x'], {sent: [lost()], asked: [there]}), ConnectionLost);
    assert.deepEqual(done, ['sent', 'stat']);
    assert.equal((await make(['rm', 'x'], {sent: [lost()], asked: [ABSENT]})).metadata.exitcode, '0');
    assert.deepEqual(done, ['sent', 'stat']);
  });

  it('ends with the reason of the abort, wherever it is', async () => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    const isReason = (error: unknown) => error === reason;
    await assert.rejects(make(['ls'], {sent: [lost()]}, aborted), isReason);
    await assert.rejects(make(['mv', 'a', 'b'], {sent: [lost()]}, aborted), isReason);
    const looking = new AbortController();
    const stopped = () => {
      looking.abort(reason);
      return lost();
    };
    await assert.rejects(
      make(['commit', ...COMMIT], {sent: [lost()], asked: [stopped]}, looking.signal),
      isReason,
    );
    assert.deepEqual(done, ['sent', 'stat']);
  });

  it('does not wait for its pause where it is aborted meanwhile', async () => {
    const stop = new AbortController();
    const sent = [lost(), DONE];
    const made = make(['ls'], {sent}, stop.signal, {repeats: 2, connectPause: 1e6});
    setImmediate(() => stop.abort(new Error('enough')));
    await assert.rejects(made, {message: 'enough'});
    assert.deepEqual(done, ['sent', 'again 2']);
  });
});
