import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {Catalogue} from '../../src/catalogue/catalogue.ts';
import {lfnFrom} from '../../src/catalogue/names/names.ts';
import type {Guid} from '../../src/catalogue/names/names.ts';
import {registerContent} from '../../src/catalogue/registration.ts';
import type {Transfer} from '../../src/catalogue/contents/transfers.ts';
import {newGuid} from '../../src/catalogue/names/guid.ts';
import {Chronicle} from '../../src/catalogue/chronicle.ts';
import type {Place, Reach} from '../../src/storage/reach.ts';
import {TransferWorker} from '../../src/storage/transfer-worker.ts';

const LFN = lfnFrom('/alice/f');
const MD5 = '58ca7abc42b2cdfe2e08655d485de77e';

describe('the transfers between storage elements', () => {
  let catalogue: Catalogue;
  let guid: Guid;
  let worker: TransferWorker;
  let removals: number;
  let arrivals: string[];
  let copy: Reach['copy'];
  /** Tells each report of the worker. */
  let reports: EventEmitter;

  function start(): TransferWorker {
    const chronicle = new Chronicle();
    chronicle.record = (_name, text) => reports.emit('report', text);
    const unused = (): never => assert.fail('not called');
    const reach: Reach = {stat: unused, read: unused, copy: (...call) => copy(...call)};
    return new TransferWorker({
      catalogue,
      reach,
      chronicle,
      arrived: ({path}) => arrivals.push(path),
      removed: () => removals++,
      retryAfter: 0,
    });
  }
  const report = async (): Promise<string> => ((await once(reports, 'report')) as [string])[0];
  const queue = (more: Partial<Transfer> = {}): number =>
    catalogue.transfers.queue({
      guid,
      se: 3,
      lfn: LFN,
      owner: 'demo',
      size: 10,
      attempts: 2,
      source: null,
      due: 0,
      ...more,
    });
  const elements = (): number[] => catalogue.replicas.list(guid).map(({se}) => se);
  const state = (id: number): string => {
    const {status, attempts, reason} = catalogue.transfers.all().find((each) => each.id === id) as Transfer;
    return `${status} ${attempts} ${reason}`.trim();
  };

  beforeEach(() => {
    catalogue = new Catalogue(':memory:');
    reports = new EventEmitter();
    removals = 0;
    arrivals = [];
    copy = async () => undefined;
    guid = newGuid();
    registerContent(catalogue, {
      lfn: LFN,
      guid,
      owner: 'demo',
      gowner: 'demo',
      size: 10,
      md5: MD5,
      jobid: null,
    });
    for (const se of [1, 2]) catalogue.replicas.add({guid, se, path: `/disk${se}/x`});
    worker = start();
  });
  afterEach(async () => {
    await worker.stop();
    catalogue.close();
  });

  it('copy the nearest replica, register the new one and remove the one to be left', async () => {
    const calls: unknown[] = [];
    copy = async (source: Place, target: Place, md5) => void calls.push([source.path, target.se, md5]);
    const id = queue({source: 2});
    assert.equal(id, 1000);
    assert.equal(queue(), id, 'asking again changes nothing');
    worker.wake();
    await report();
    assert.deepEqual(calls, [['/disk1/x', 3, MD5]]);
    assert.deepEqual(elements(), [1, 3]);
    assert.deepEqual([state(id), removals, arrivals.length], ['DONE 2', 1, 1]);
    assert.deepEqual(
      catalogue.replicas.queuedDeletions(9).map(({path}) => path),
      ['/disk2/x'],
    );
    assert.equal(queue(), 1001, 'a new wish is a new transfer');
  });

  it('take another replica if the nearest cannot be read', async () => {
    copy = async ({se}) => {
      if (se === 1) throw new Error('gone');
    };
    const id = queue();
    worker.wake();
    await report();
    assert.equal(state(id), 'DONE 2');
  });

  it('are tried again, but not for ever', async () => {
    copy = async ({se}) => Promise.reject(new Error(`element ${se} is down`));
    const id = queue({attempts: 1});
    worker.wake();
    assert.match(await report(), /is down/);
    assert.match(state(id), /^(WAITING|TRANSFERRING) 0 element 2 is down$/, 'it may have begun again');
    await report();
    assert.equal(state(id), 'FAILED 0 element 2 is down');
    assert.deepEqual(elements(), [1, 2]);
  });

  it('that were interrupted are begun again by the next process', async () => {
    copy = (_source, _target, _md5, call) =>
      new Promise((_resolve, reject) =>
        call?.signal?.addEventListener('abort', () => reject(new Error('cut'))),
      );
    const id = queue();
    worker.wake();
    await worker.stop();
    assert.equal(state(id), 'TRANSFERRING 2', 'as it is left by a process that dies');
    copy = async () => undefined;
    worker = start();
    worker.wake();
    await report();
    assert.deepEqual([state(id), elements()], ['DONE 2', [1, 2, 3]]);
  });

  it('leave nothing behind of a file that was removed meanwhile', async () => {
    copy = async () => {
      const entry = catalogue.entries.find(LFN);
      if (entry !== undefined) catalogue.removeTree(entry);
    };
    queue();
    worker.wake();
    await report();
    assert.deepEqual(elements(), []);
    assert.deepEqual(
      catalogue.replicas.queuedDeletions(9).map(({se}) => se),
      [1, 2, 3],
    );
  });

  it('copy nothing that is there already', async () => {
    copy = () => assert.fail('copied');
    const id = queue({se: 2});
    worker.wake();
    await report();
    assert.equal(state(id), 'DONE 2');
  });
});
