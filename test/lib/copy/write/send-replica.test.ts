import assert from 'node:assert/strict';
import {accessWrite, type Replica} from '../../../../src/lib/catalogue/access.ts';
import type {WriteContext} from '../../../../src/lib/copy/write/context.ts';
import {sendReplica} from '../../../../src/lib/copy/write/send-replica.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {NeverReached, SourceFailed} from '../../../../src/lib/storage/storage.ts';
import {LFN, TEXT, WriteRig} from './rig.ts';

const LOST = new NetworkError('lost');
const TIMED_OUT = new NetworkError('nothing moved', {code: 'TIMED_OUT'});

describe('sending one replica', () => {
  let rig: WriteRig;
  let replica: Replica;
  let touched: Set<Replica>;
  /** what storage was asked for, and whether something was there when it began */
  let asked: string[];

  beforeEach(async () => {
    rig = new WriteRig();
    const [first] = await accessWrite(rig.grid, LFN, {size: TEXT.length});
    assert.ok(first);
    replica = first;
    touched = new Set();
    asked = [];
  });

  const send = (context: Partial<WriteContext>) =>
    sendReplica(rig.upload(context), replica, {round: 1, replicas: 1}, touched);
  /** Fail with these, one after the other. */
  const fail = (...errors: Error[]) => {
    rig.storage.before = (step) => {
      asked.push(step);
      const error = step === 'upload' ? errors.shift() : undefined;
      if (error) throw error;
    };
  };

  it('tells what was sent, and that bytes are there', async () => {
    const {sent} = (await send({})) as {sent: {bytes: number}};
    assert.deepEqual([sent.bytes, touched.has(replica)], [TEXT.length, true]);
    assert.deepEqual(
      rig.events.map((event) => [event.kind, 'se' in event && event.se]),
      [['started', replica.se]],
    );
  });

  it('tries again after what may pass, and removes the rest before that', async () => {
    fail(LOST);
    assert.ok('sent' in (await send({retries: 1})));
    assert.deepEqual(asked, ['upload', 'remove', 'upload']);
  });

  it('waits a while before it tries again', async () => {
    fail(LOST);
    const begun = performance.now();
    await send({retries: 1});
    assert.ok(performance.now() - begun >= 120);
  });

  it('returns the failure after so many further tries as are wanted', async () => {
    fail(LOST, LOST, LOST);
    assert.deepEqual(await send({retries: 1}), {replica, error: LOST});
    assert.deepEqual(asked, ['upload', 'remove', 'upload']);
    fail(LOST);
    assert.deepEqual(await send({retries: 0}), {replica, error: LOST});
    assert.deepEqual(asked.slice(3), ['upload']);
  });

  it('does not repeat a refusal', async () => {
    const refusal = new ServerError('disk is read-only');
    fail(refusal);
    assert.deepEqual(await send({retries: 1}), {replica, error: refusal});
    assert.deepEqual(asked, ['upload']);
  });

  it('does not repeat what took long where another element may be asked, and does where none may', async () => {
    fail(TIMED_OUT);
    assert.deepEqual(await send({retries: 1, mayTakeOthers: true}), {replica, error: TIMED_OUT});
    assert.deepEqual(asked, ['upload']);
    fail(TIMED_OUT);
    assert.ok('sent' in (await send({retries: 1, mayTakeOthers: false})));
  });

  it('repeats another failure of the network also where another element may be asked', async () => {
    fail(LOST);
    assert.ok('sent' in (await send({retries: 1, mayTakeOthers: true})));
  });

  it('knows that no bytes are where it was never reached, unless an earlier try did', async () => {
    fail(new NeverReached('no route'));
    await send({});
    assert.ok(!touched.has(replica));
    fail(LOST, new NeverReached('no route'));
    await send({retries: 1});
    assert.ok(touched.has(replica));
  });

  it('throws what no other replica can mend', async () => {
    for (const error of [
      new UserError('the disk is broken'),
      new SourceFailed(LOST),
      new TypeError('a bug'),
    ]) {
      fail(error);
      await assert.rejects(send({retries: 1}), error);
    }
  });

  it('throws the reason of an abort, whatever failed', async () => {
    rig.storage.before = () => {
      rig.abort();
      throw LOST;
    };
    for (const retries of [0, 1]) await assert.rejects(send({retries}), /the user/);
  });
});
