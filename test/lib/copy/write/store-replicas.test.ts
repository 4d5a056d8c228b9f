import assert from 'node:assert/strict';
import {storeReplicas} from '../../../../src/lib/copy/write/store-replicas.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {NeverReached} from '../../../../src/lib/storage/storage.ts';
import {elementOf, LFN, WriteRig} from './rig.ts';

const SPECIFICATION = 'disk:3';

describe('storing replicas', () => {
  let rig: WriteRig;
  beforeEach(() => {
    rig = new WriteRig();
  });

  const store = () => storeReplicas(rig.upload(), LFN, SPECIFICATION, 1);
  const names = (some: readonly {readonly url: string}[]) => some.map(({url}) => elementOf(url)).sort();
  const failed = (some: readonly {readonly replica: {readonly url: string}}[]) =>
    names(some.map(({replica}) => replica));
  const onUpload = (failures: Record<string, Error>, step = 'upload') => {
    const before = rig.storage.before;
    rig.storage.before = async (asked, url, signal) => {
      await before(asked, url, signal);
      const error = failures[elementOf(url)];
      if (asked === step && error) throw error;
    };
  };
  const onRemoval = (failures: Record<string, Error>) => onUpload(failures, 'remove');
  const onCommit = (fault: (number: number) => Error | undefined) => {
    let number = -1;
    rig.grid.fault = (command) => {
      const error = command === 'commit' ? fault(++number) : undefined;
      return error && {when: 'before', error};
    };
  };
  const removals = () => names(rig.storage.calls.filter(({step}) => step === 'remove'));

  it('books, writes, verifies and registers, in this order', async () => {
    rig.sent = (facts, {url}) => ({...facts, seconds: url.includes('TWO') ? 7 : 3});
    const {booked, registered, unwritten, unregistered, seconds} = await store();
    assert.deepEqual(names(booked), ['ONE', 'THREE', 'TWO']);
    assert.deepEqual(names(registered), ['ONE', 'THREE', 'TWO']);
    assert.deepEqual([unwritten, unregistered, seconds], [[], [], 7]);
    assert.deepEqual(rig.steps, ['envelope', 'transfer', 'verify', 'register']);
    assert.deepEqual(rig.holders(), ['ONE', 'THREE', 'TWO']);
    assert.equal(rig.grid.entries.get(LFN)?.replicas.length, 3);
    assert.deepEqual([removals(), rig.warnings], [[], []]);
  });

  it('leaves what is registered in the journal until its name is confirmed', async () => {
    await store();
    assert.deepEqual(rig.noted.slice(0, 3), ['begin ONE', 'begin TWO', 'begin THREE']);
    assert.deepEqual(rig.noted.slice(3).sort(), ['asking ONE', 'asking THREE', 'asking TWO']);
  });

  it('registers those that were written, and removes the rest of the others', async () => {
    onUpload({TWO: new ServerError('disk is read-only')});
    const {registered, unwritten} = await store();
    assert.deepEqual([names(registered), failed(unwritten)], [['ONE', 'THREE'], ['TWO']]);
    assert.deepEqual([removals(), rig.holders()], [['TWO'], ['ONE', 'THREE']]);
    assert.ok(rig.noted.includes('end TWO'));
    assert.deepEqual(rig.warnings, []);
  });

  it('tells the place of what is left where that cannot be removed, and keeps it in the journal', async () => {
    onUpload({TWO: new ServerError('disk is read-only')});
    onRemoval({TWO: new ServerError('no way')});
    const {booked} = await store();
    const url = booked.find((each) => each.url.includes('TWO'))?.url;
    assert.deepEqual(rig.warnings, [`${LFN}: not registered, and not removed: ${url} (no way)`]);
    assert.ok(!rig.noted.includes('end TWO'));
  });

  it('says nothing of a removal that fails where no bytes can be', async () => {
    onUpload({TWO: new NeverReached('no route', {code: 'TIMED_OUT'})});
    onRemoval({TWO: new NetworkError('no route')});
    await store();
    assert.deepEqual(rig.warnings, []);
    assert.ok(rig.noted.includes('end TWO'));
  });

  it('asks an element that does not answer for no removal, and tells what may be left there', async () => {
    onUpload({TWO: new NetworkError('gone'), THREE: new NeverReached('never there')});
    const {booked, unwritten} = await store();
    const url = booked.find((each) => each.url.includes('TWO'))?.url;
    assert.deepEqual(failed(unwritten), ['THREE', 'TWO']);
    assert.deepEqual(removals(), []);
    assert.deepEqual(rig.warnings, [`${LFN}: part of it may be left, unregistered: ${url}`]);
    assert.ok(rig.noted.includes('end THREE') && !rig.noted.includes('end TWO'));
  });

  it('registers nothing where nothing was written, and removes all rests', async () => {
    const full = new ServerError('full');
    onUpload({ONE: full, TWO: full, THREE: full});
    const {registered, unwritten, unregistered, seconds} = await store();
    assert.deepEqual([registered, failed(unwritten), unregistered], [[], ['ONE', 'THREE', 'TWO'], []]);
    assert.equal(seconds, 0);
    assert.equal(rig.grid.count('commit'), 0);
    assert.deepEqual([rig.steps.at(-1), rig.holders()], ['transfer', []]);
  });

  for (const [what, change] of [
    ['bytes', {bytes: 4}],
    ['md5', {md5: 'ff'.repeat(16)}],
  ] as const)
    it(`registers nothing where another number or sum of ${what} was sent to one of them`, async () => {
      rig.sent = (facts, {url}) => (url.includes('THREE') ? {...facts, ...change} : facts);
      await assert.rejects(store(), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, /^\/tmp\/source changed while it was copied/);
        assert.equal(error.exitCode, 5);
        return true;
      });
      assert.equal(rig.steps.at(-1), 'verify');
      assert.deepEqual([rig.grid.count('commit'), rig.holders()], [0, []]);
    });

  it('removes what is refused to be registered', async () => {
    onCommit((number) => (number === 1 ? new ServerError('refused') : undefined));
    const {registered, unregistered} = await store();
    assert.deepEqual([registered.length, unregistered.length], [2, 1]);
    assert.deepEqual(removals(), failed(unregistered));
    assert.deepEqual(rig.holders(), names(registered));
    assert.deepEqual(rig.warnings, []);
  });

  it('keeps the bytes of what may be registered, and says that it may be missing', async () => {
    onCommit((number) => (number === 1 ? new NetworkError('lost') : undefined));
    const {unregistered} = await store();
    const [doubtful] = unregistered;
    assert.deepEqual([unregistered.length, removals(), rig.holders().length], [1, [], 3]);
    assert.deepEqual(rig.warnings, [
      `${LFN}: the answer to the registration was lost, it may be missing: ${doubtful?.replica.url}`,
    ]);
    assert.ok(!rig.noted.some((line) => line.startsWith('end')));
  });

  it('registers nothing after an abort during the transfers, and removes all bytes', async () => {
    rig.storage.before = (step) => {
      if (step === 'upload') rig.abort();
    };
    await assert.rejects(store(), /the user/);
    assert.deepEqual([rig.grid.count('commit'), rig.holders()], [0, []]);
  });

  it('registers nothing after an abort between the last transfer and the registration', async () => {
    rig.sent = (facts, {url}) => {
      if (url.includes('THREE')) rig.abort();
      return facts;
    };
    await assert.rejects(store(), /the user/);
    assert.deepEqual([rig.grid.count('commit'), rig.holders()], [0, []]);
  });

  it('keeps what is registered after an abort, and removes the others', async () => {
    onCommit(() => void rig.abort());
    const {registered, unregistered} = await store();
    assert.deepEqual([registered.length, unregistered], [1, []]);
    assert.deepEqual(rig.holders(), names(registered));
  });

  it('throws the reason of an abort where it left nothing registered', async () => {
    onCommit(() => {
      rig.abort();
      return new ServerError('refused');
    });
    await assert.rejects(store(), /the user/);
    assert.deepEqual([rig.grid.count('commit'), rig.holders()], [1, []]);
  });

  it('waits for all transfers before it throws the failure of this machine', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const ended: string[] = [];
    rig.storage.before = async (step, url) => {
      if (step !== 'upload') return;
      if (url.includes('ONE')) throw new UserError('the disk is broken');
      if (url.includes('TWO')) await promise;
      else setImmediate(resolve);
      ended.push(elementOf(url));
    };
    await assert.rejects(store(), /the disk is broken/);
    assert.deepEqual(ended, ['THREE', 'TWO']);
    assert.deepEqual(rig.holders(), []);
  });

  it('has nothing to remove where the booking is refused', async () => {
    rig.grid.elements = [];
    await assert.rejects(store(), /No write PFNs/);
    assert.deepEqual([rig.noted, removals(), rig.steps], [[], [], ['envelope']]);
  });
});
