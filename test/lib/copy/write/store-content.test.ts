import assert from 'node:assert/strict';
import type {UploadItem} from '../../../../src/lib/copy/model/plan.ts';
import {storeContent} from '../../../../src/lib/copy/write/store-content.ts';
import type {WriteContext} from '../../../../src/lib/copy/write/context.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {parseSpecification} from '../../../../src/lib/paths/specification.ts';
import {elementOf, LFN, WriteRig} from './rig.ts';

const FULL = new ServerError('full', {code: 'NO_SPACE'});

describe('storing content', () => {
  let rig: WriteRig;
  beforeEach(() => {
    rig = new WriteRig();
    rig.grid.elements = [
      'ALICE::A::ONE',
      'ALICE::B::TWO',
      'ALICE::C::THREE',
      'ALICE::D::FOUR',
      'ALICE::E::FIVE',
    ];
  });

  const store = (item: Partial<UploadItem> = {}, context: Partial<WriteContext> = {}) => {
    const upload = rig.upload({mayTakeOthers: true, ...context}, item);
    return storeContent(upload, upload.item.lfn);
  };
  const failAt = (elements: readonly string[], error: Error = FULL) => {
    rig.storage.before = (step, url) => {
      if (step === 'upload' && elements.includes(elementOf(url))) throw error;
    };
  };
  const specifications = () =>
    rig.grid.requests.filter(({command}) => command === 'access').map(({options}) => options.at(-1));
  const holders = (lfn = LFN) => (rig.grid.entries.get(lfn)?.replicas ?? []).map(elementOf).sort();
  const specification = (text: string) => parseSpecification(text);

  it('asks for two disks, and tells the GUID of the entry', async () => {
    const {guid, outcome} = await store();
    assert.deepEqual([specifications(), holders()], [['disk:2'], ['ONE', 'TWO']]);
    assert.equal(guid, rig.grid.entries.get(LFN)?.guid);
    assert.deepEqual(outcome, {
      kind: 'copied',
      seconds: 0.01,
      verified: true,
      replicas: ['ALICE::A::ONE', 'ALICE::B::TWO'],
    });
  });

  for (const [name, size, expected] of [
    ['run.sh', 100, 'disk:4'],
    ['Macro.C', 100, 'disk:4'],
    ['a.jdl', (1 << 20) - 1, 'disk:4'],
    ['a.xml', 1 << 20, 'disk:2'],
    ['a.sh.root', 100, 'disk:2'],
    ['a.c', 100, 'disk:2'],
    ['xsh', 100, 'disk:2'],
  ] as const)
    it(`asks for ${expected} for ${name} of ${size} bytes`, async () => {
      const lfn = absoluteLfn(`/alice/home/${name}`);
      rig.sent = (facts) => ({...facts, bytes: size});
      const upload = rig.upload({}, {lfn, size});
      await storeContent({...upload, content: {...upload.content, size}}, lfn);
      assert.deepEqual(specifications(), [expected]);
    });

  it('asks for the kind of element by the name that a file will have, not by a temporary one', async () => {
    const upload = rig.upload({}, {lfn: absoluteLfn('/alice/home/a.jdl')});
    await storeContent(upload, absoluteLfn('/alice/home/.a.jdl.part')).catch(() => undefined);
    assert.deepEqual(specifications(), ['disk:4']);
  });

  it('asks for what the user has asked for', async () => {
    await store({specification: specification('tape:1')});
    assert.deepEqual(specifications(), ['tape:1']);
  });

  it('asks for others in the place of those that failed, and says which failed', async () => {
    failAt(['ONE', 'THREE']);
    const {outcome} = await store();
    assert.deepEqual(holders(), ['FOUR', 'TWO']);
    assert.equal(
      outcome.warning,
      'other storage elements were taken (ALICE::A::ONE: full; ALICE::C::THREE: full)',
    );
    assert.deepEqual(specifications(), [
      'disk:2',
      'disk:1,!ALICE::A::ONE,!ALICE::B::TWO',
      'disk:1,!ALICE::A::ONE,!ALICE::B::TWO,!ALICE::C::THREE',
    ]);
    assert.ok(Math.abs(outcome.seconds - 0.02) < 1e-9, `${outcome.seconds}`);
  });

  it('gives up after two times of asking for others', async () => {
    failAt(['ONE', 'THREE', 'FOUR', 'FIVE']);
    const {outcome} = await store();
    assert.equal(specifications().length, 3);
    assert.match(
      outcome.warning ?? '',
      /^1 of 2 replicas \(ALICE::A::ONE: full; ALICE::C::THREE: full; ALICE::D::FOUR: full\)$/,
    );
  });

  it('asks for no others where that is not wanted', async () => {
    failAt(['ONE']);
    const {outcome} = await store({}, {mayTakeOthers: false});
    assert.equal(specifications().length, 1);
    assert.equal(outcome.warning, '1 of 2 replicas (ALICE::A::ONE: full)');
  });

  it('tells each failure where none took it', async () => {
    failAt(['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE']);
    await assert.rejects(store(), (error) => {
      assert.ok(error instanceof ServerError);
      assert.match(
        error.message,
        /^None of 5 replicas could be written\. ALICE::A::ONE: full; ALICE::B::TWO: full/,
      );
      assert.equal(error.exitCode, 28);
      return true;
    });
    assert.equal(rig.grid.count('commit'), 0);
  });

  it('books no other place while a registration may still take effect', async () => {
    failAt(['ONE']);
    rig.grid.fault = (command) =>
      command === 'commit' ? {when: 'before', error: new NetworkError('lost')} : undefined;
    await assert.rejects(store(), /lost/);
    assert.equal(specifications().length, 1);
  });

  it('throws the refusal to register in the first place, where nothing is registered', async () => {
    failAt(['ONE']);
    rig.grid.fault = (command) =>
      command === 'commit' ? {when: 'before', error: new ServerError('no quota')} : undefined;
    await assert.rejects(store(), /^ServerError: no quota$/);
  });

  it('keeps what is registered where there are no others', async () => {
    failAt(['ONE']);
    let bookings = 0;
    rig.grid.fault = (command) =>
      command === 'access' && bookings++ > 0 ? {when: 'before', error: new ServerError('none')} : undefined;
    const {outcome} = await store();
    assert.equal(outcome.warning, '1 of 2 replicas (ALICE::A::ONE: full)');
  });

  it('fails where this machine fails with the others', async () => {
    failAt(['ONE']);
    rig.sent = (facts, {url}) => {
      if (url.includes('THREE')) throw new UserError('the disk is broken');
      return facts;
    };
    await assert.rejects(store(), /the disk is broken/);
  });

  it('fails where it is aborted while it asks for others', async () => {
    failAt(['ONE']);
    let bookings = 0;
    rig.grid.fault = (command) => {
      if (command !== 'access' || bookings++ === 0) return undefined;
      rig.abort();
      return {when: 'before', error: new ServerError('none')};
    };
    await assert.rejects(store());
  });

  it('warns of fewer places than a number that the user gave, not of fewer than the default', async () => {
    rig.grid.elements = ['ALICE::A::ONE'];
    assert.equal((await store()).outcome.warning, undefined);
    const lfn = absoluteLfn('/alice/home/other');
    const {outcome} = await store({lfn, specification: specification('disk:3')});
    assert.equal(outcome.warning, '1 of 3 replicas');
  });

  it('warns where it cannot be confirmed', async () => {
    rig.grid.fault = (command) =>
      command === 'stat' ? {when: 'before', error: new NetworkError('no answer')} : undefined;
    failAt(['ONE']);
    const {outcome} = await store({}, {mayTakeOthers: false});
    assert.equal(
      outcome.warning,
      '1 of 2 replicas (ALICE::A::ONE: full); registered, but not confirmed: no answer',
    );
  });

  it('counts what was registered before an abort: the name is still looked at', async () => {
    rig.grid.fault = (command) => {
      if (command === 'stat') rig.abort();
      return undefined;
    };
    const {outcome} = await store();
    assert.deepEqual([outcome.kind, outcome.warning], ['copied', undefined]);
    assert.equal(rig.grid.count('stat'), 1);
  });
});
