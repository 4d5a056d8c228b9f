import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {explained} from '../../../../src/lib/copy/transfer/explained.ts';
import {hashFile} from '../../../../src/lib/copy/transfer/hash-file.ts';
import {Transfers} from '../../../../src/lib/copy/transfer/transfers.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {openFilesIn} from '../../../support/open-files.ts';
import {md5Of} from '../support/fake-storage.ts';

const CHUNK = 1 << 18;

describe('the md5 of a local file', () => {
  let dir: string;
  let path: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-hash-'));
    path = join(dir, 'file');
  });
  afterEach(() => rm(dir, {recursive: true}));

  it('is that of all that is there, more or less than was expected', async () => {
    for (const size of [0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]) {
      const content = Buffer.alloc(size, `${size}`);
      await writeFile(path, content);
      for (const expected of [0, 1, size, size + 1, 2 * size])
        assert.deepEqual(
          await hashFile(path, expected),
          {path, size, md5: md5Of(content)},
          `${size} ${expected}`,
        );
    }
  });

  it('is told of as far as it is read', async () => {
    await writeFile(path, Buffer.alloc(2 * CHUNK + 5));
    const told: number[] = [];
    await hashFile(path, 2 * CHUNK + 5, undefined, (bytes) => told.push(bytes));
    assert.deepEqual(told, [CHUNK, 2 * CHUNK, 2 * CHUNK + 5]);
  });

  it('ends with the reason of an abort, and leaves nothing open', async () => {
    await writeFile(path, Buffer.alloc(3 * CHUNK));
    const controller = new AbortController();
    const reason = new Error('stopped');
    const told: number[] = [];
    const hashed = hashFile(path, 3 * CHUNK, controller.signal, (bytes) => {
      told.push(bytes);
      controller.abort(reason);
    });
    await assert.rejects(hashed, reason);
    assert.deepEqual(told, [CHUNK]);
    assert.deepEqual(openFilesIn(dir), []);
    await assert.rejects(hashFile(join(dir, 'none'), 1, AbortSignal.abort(reason)), reason);
  });

  it('cannot be had of what cannot be read', async () => {
    await assert.rejects(hashFile(join(dir, 'none'), 1), {exitCode: 2});
    await assert.rejects(hashFile(dir, 1), {exitCode: 21});
  });
});

describe('an answer that names no storage element', () => {
  const advice = () => Promise.resolve(['do this']);

  it('comes with advice, also where it is empty', async () => {
    assert.deepEqual(await explained(Promise.resolve([1]), () => assert.fail('it is not needed')), [1]);
    await assert.rejects(explained(Promise.resolve([]), advice), {
      exitCode: 77,
      message: 'The central service named no storage element.',
      next: ['do this'],
    });
    const none = new ServerError('no quota', {code: 'NO_REPLICA'});
    await assert.rejects(explained(Promise.reject(none), advice), {
      exitCode: 77,
      message: 'no quota',
      next: ['do this'],
    });
  });

  it('is not every failure', async () => {
    for (const error of [
      new ServerError('no', {exitCode: 5}),
      new NetworkError('lost', {code: 'NO_REPLICA'}),
      new TypeError('a bug'),
    ])
      await assert.rejects(explained(Promise.reject(error), advice), error);
  });
});

describe('the turn of a transfer', () => {
  const item = {id: 1, source: 's', destination: 'd', size: 1};
  const {signal} = new AbortController();

  it('begins when it has come, and is told with its progress', async () => {
    const told: unknown[] = [];
    const transfers = new Transfers(1, undefined, (event) => told.push(event));
    const begin = () => void told.push('begin');
    const first = transfers.run({item, se: 'A', signal, begin}, (call) => {
      call.onProgress(5, 2);
      return Promise.resolve('done');
    });
    const booking = {round: 1, replicas: 2};
    const second = transfers.run({item, se: 'B', signal, begin, booking}, () => Promise.resolve(0));
    assert.equal(await first, 'done');
    await second;
    assert.deepEqual(told, [
      'begin',
      {kind: 'started', item, se: 'A'},
      {kind: 'progress', item, se: 'A', bytes: 5, rate: 2},
      'begin',
      {kind: 'started', item, se: 'B', booking},
    ]);
  });
});
