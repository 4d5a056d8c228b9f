import assert from 'node:assert/strict';
import {NetworkError, ServerError} from '../../../src/lib/errors/errors.ts';
import {RememberingStorage} from '../../../src/lib/storage/remembering-storage.ts';
import {SourceFailed} from '../../../src/lib/storage/storage.ts';
import {FakeStorage} from '../copy/support/fake-storage.ts';

const dead = {url: 'root://dead:1094//f', envelope: ''};
const other = {url: 'root://other:1094//f', envelope: ''};

describe('RememberingStorage', () => {
  const storageThat = (fails: (call: number) => Error | undefined) => {
    const fake = new FakeStorage();
    fake.before = (_step, url) => {
      const error = url === dead.url ? fails(fake.calls.length) : undefined;
      if (error) throw error;
    };
    return {fake, storage: new RememberingStorage(fake)};
  };
  const tryTimes = async (storage: RememberingStorage, times: number) => {
    for (let index = 0; index < times; index++) await storage.remove(dead).catch(() => undefined);
  };

  it('leaves a host alone that could not be reached three times, but no other', async () => {
    const {fake, storage} = storageThat(() => new NetworkError('refused'));
    await tryTimes(storage, 5);
    assert.equal(fake.calls.length, 3);
    await assert.rejects(storage.remove(dead), {
      message: /dead:1094 did not answer a moment ago/,
      exitCode: 107,
    });
    await storage.remove(other);
    assert.equal(fake.calls.length, 4);
  });

  it('begins to count anew after a success', async () => {
    const {fake, storage} = storageThat((call) => (call % 3 === 0 ? undefined : new NetworkError('refused')));
    await tryTimes(storage, 9);
    assert.equal(fake.calls.length, 9);
  });

  it('counts transfers that stall, too', async () => {
    const {fake, storage} = storageThat(() => new NetworkError('stalled', {exitCode: 110}));
    await tryTimes(storage, 9);
    assert.equal(fake.calls.length, 3);
  });

  it('blames each of two for its own failures', async () => {
    const {fake, storage} = storageThat(() => new NetworkError('refused'));
    for (let index = 0; index < 4; index++) {
      await assert.rejects(storage.relay(dead, other), SourceFailed);
      await assert.rejects(storage.relay(other, dead), NetworkError);
    }
    assert.equal(fake.calls.filter(({url}) => url === dead.url).length, 3);
    assert.equal((await storage.relay(other, other)).bytes, 0);
  });

  it('counts a group of files once, and none of it where one got through', async () => {
    const {fake, storage} = storageThat(() => new NetworkError('refused'));
    const told: string[] = [];
    const send = (hosts: readonly (typeof dead)[]) =>
      storage.uploadTogether(
        hosts.map((replica) => ({path: import.meta.filename, replica})),
        {
          ...{signal: new AbortController().signal, width: 1},
          onEnded: (_, result) => told.push(result instanceof Error ? result.message : 'sent'),
        },
      );
    await send([dead, dead, dead]);
    await send([dead, other, dead]);
    for (let group = 0; group < 3; group++) await send([dead, dead]);
    assert.equal(fake.groups.length, 5);
    await send([dead, dead]);
    assert.equal(fake.groups.length, 5);
    assert.deepEqual(told.slice(0, 6), ['refused', 'refused', 'refused', 'refused', 'sent', 'refused']);
    assert.deepEqual(told.slice(-2), Array<string>(2).fill('dead:1094 did not answer a moment ago.'));
  });

  it('takes a refusal for a sign of life', async () => {
    const {fake, storage} = storageThat((call) =>
      call % 2 === 0 ? new ServerError('no') : new NetworkError('stalled', {exitCode: 110}),
    );
    await tryTimes(storage, 9);
    assert.equal(fake.calls.length, 9);
  });
});
