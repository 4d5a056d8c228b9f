import assert from 'node:assert/strict';
import type {CopyEvent} from '../../../../src/lib/copy/model/events.ts';
import {SmallFiles} from '../../../../src/lib/copy/transfer/small-files.ts';
import {Transfers, type Turn} from '../../../../src/lib/copy/transfer/transfers.ts';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import {SMALL_FILE} from '../../../../src/lib/storage/local-disk.ts';
import type {SmallUpload, TogetherCall, Transferred} from '../../../../src/lib/storage/storage.ts';

const SENT: Transferred = {bytes: 1, seconds: 0, md5: ''};
type Call = TogetherCall<Transferred>;

describe('small files that are moved together', () => {
  const {signal} = new AbortController();
  let events: CopyEvent[];
  let calls: {readonly paths: readonly string[]; readonly call: Call}[];

  beforeEach(() => {
    events = [];
    calls = [];
  });

  const endAll = (files: readonly SmallUpload[], {onEnded}: Call): Promise<void> => {
    for (const index of files.keys()) onEnded(index, SENT, files.length - index - 1);
    return Promise.resolve();
  };

  function small(
    move: (files: readonly SmallUpload[], call: Call) => Promise<void> = endAll,
    transfers = new Transfers(8, undefined, (event) => events.push(event)),
  ): SmallFiles<SmallUpload, Transferred> {
    return new SmallFiles(transfers, (files, call) => {
      calls.push({paths: files.map(({path}) => path), call});
      return move(files, call);
    });
  }

  const turnOf = (path: string, more: Partial<Turn> = {}): Turn => ({
    item: {id: 0, source: path, destination: path, size: 1},
    se: 'ALICE::ONE::SE',
    signal,
    begin: () => undefined,
    ...more,
  });
  const fileOf = (path: string, host = 'one'): SmallUpload => ({
    path,
    replica: {url: `root://${host}:1094//${path}`, envelope: ''},
  });
  const names = (count: number): string[] => Array.from({length: count}, (_, i) => `${i}`);

  it('takes small files of XRootD only, and none whose speed has to be watched', () => {
    const files = small();
    const {replica} = fileOf('f');
    assert.ok(files.takes(replica, 1));
    assert.ok(files.takes(replica, SMALL_FILE));
    assert.ok(!files.takes(replica, SMALL_FILE + 1));
    assert.ok(!files.takes(replica, 0));
    assert.ok(!files.takes(replica, undefined));
    assert.ok(!files.takes({...replica, url: 'https://one/f'}, 1));
    assert.ok(!files.takes({...replica, url: 'root://one:1094//archive.zip#member'}, 1));
    const watched = new Transfers(8, 1000, () => undefined);
    assert.ok(!small(endAll, watched).takes(replica, 1));
  });

  it('moves by one call what has come by the same moment, and tells of each that it has started', async () => {
    const files = small();
    const begun: string[] = [];
    const results = await Promise.all(
      names(5).map((name) => files.run(turnOf(name, {begin: () => begun.push(name)}), fileOf(name))),
    );
    assert.deepEqual(results, Array<Transferred>(5).fill(SENT));
    assert.deepEqual(
      calls.map(({paths}) => paths),
      [names(5)],
    );
    assert.deepEqual(begun, names(5));
    assert.deepEqual(
      events.map(({kind}) => kind),
      Array<string>(5).fill('started'),
    );
  });

  it('moves at most 64 by one call, to one server, and under one signal', async () => {
    const other = new AbortController();
    const files = small();
    await Promise.all([
      ...names(70).map((name) => files.run(turnOf(name), fileOf(name))),
      files.run(turnOf('two'), fileOf('two', 'two')),
      files.run(turnOf('other', {signal: other.signal}), fileOf('other')),
    ]);
    assert.deepEqual(
      calls.map(({paths}) => paths.length),
      [64, 6, 1, 1],
    );
    assert.deepEqual(
      calls.slice(2).map(({paths}) => paths),
      [['two'], ['other']],
    );
  });

  it('fails each file by its own error only', async () => {
    const refused = new NetworkError('refused');
    const files = small((group, {onEnded}) => {
      for (const [index, {path}] of group.entries()) onEnded(index, path === '1' ? refused : SENT, 0);
      return Promise.resolve();
    });
    const results = await Promise.allSettled(names(3).map((name) => files.run(turnOf(name), fileOf(name))));
    assert.deepEqual(
      results.map(({status}) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal((results[1] as PromiseRejectedResult).reason, refused);
  });

  it('fails those that the storage has not told of', async () => {
    const bug = new Error('a bug');
    const halfway = (group: readonly SmallUpload[], {onEnded}: Call) => onEnded(0, SENT, group.length - 1);
    for (const [move, reason] of [
      [() => Promise.reject(bug), /a bug/],
      [() => Promise.resolve(), /has not told/],
    ] as const) {
      const files = small((group, call) => {
        halfway(group, call);
        return move();
      });
      const [first, second] = await Promise.allSettled(
        names(2).map((name) => files.run(turnOf(name), fileOf(name))),
      );
      assert.equal(first?.status, 'fulfilled');
      assert.match(String((second as PromiseRejectedResult).reason), reason);
    }
  });

  it('tells of a file that it has started when its turn within the group has come', async () => {
    const told: (readonly number[])[] = [];
    const count = () => events.filter(({kind}) => kind === 'started').length;
    const files = small(
      (group, {onEnded}) => {
        for (const index of [1, 0, 2, 3, 4]) {
          told.push([index, count()]);
          onEnded(index, SENT, group.length);
        }
        return Promise.resolve();
      },
      new Transfers(2, undefined, (event) => events.push(event)),
    );
    await Promise.all(names(5).map((name) => files.run(turnOf(name), fileOf(name))));
    assert.deepEqual(told, [
      [1, 2],
      [0, 3],
      [2, 4],
      [3, 5],
      [4, 5],
    ]);
  });

  it('moves nothing after an abort', async () => {
    const abort = new AbortController();
    const files = small();
    const waiting = files.run(turnOf('f', {signal: abort.signal}), fileOf('f'));
    abort.abort(new Error('the user'));
    await assert.rejects(waiting, /the user/);
    assert.deepEqual(calls, []);
  });

  it('has all turns that are free, and gives back those that no file needs any more', async () => {
    const transfers = new Transfers(8, undefined, () => undefined);
    const end = Promise.withResolvers<void>();
    const files = small(async (_, call) => {
      call.onEnded(0, SENT, 2);
      await end.promise;
      for (const index of [1, 2, 3]) call.onEnded(index, SENT, 0);
    }, transfers);
    const group = names(4).map((name) => files.run(turnOf(name), fileOf(name)));
    await group[0];
    assert.equal(calls[0]?.call.width, 8);
    let others = 0;
    const running = names(7).map(() =>
      transfers.run(turnOf('large'), async () => {
        others += 1;
        await end.promise;
      }),
    );
    await new Promise(setImmediate);
    assert.equal(others, 6);
    end.resolve();
    await Promise.all([...group, ...running]);
  });
});
