import assert from 'node:assert/strict';
import {accessWrite, type Replica} from '../../../../src/lib/catalogue/access.ts';
import {registerReplicas} from '../../../../src/lib/copy/write/register.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {FakeGrid, type Fault} from '../support/fake-grid.ts';
import {elementOf, LFN} from './rig.ts';

const FILE = {size: 3, md5: 'aa'.repeat(16)};
const LOST = new NetworkError('lost');

describe('registering replicas', () => {
  let grid: FakeGrid;
  let replicas: Replica[];
  let asked: string[];
  let abort: AbortController;

  beforeEach(async () => {
    grid = new FakeGrid();
    replicas = await accessWrite(grid, LFN, FILE, {specification: 'disk:3'});
    asked = [];
    abort = new AbortController();
  });

  const register = () =>
    registerReplicas(grid, {lfn: LFN, replicas, file: FILE}, abort.signal, ({url}) => {
      asked.push(elementOf(url));
    });
  const names = (some: readonly {readonly url: string}[]) => some.map(({url}) => elementOf(url));
  const failed = (some: readonly {readonly replica: Replica}[]) => names(some.map(({replica}) => replica));

  /** The fault of the commits, by their number from 0. */
  function onCommit(faults: Record<number, Fault>, also: (number: number) => void = () => undefined): void {
    let number = -1;
    grid.fault = (command) => {
      if (command !== 'commit') return undefined;
      number += 1;
      also(number);
      return faults[number];
    };
  }

  it('lets the first one make the entry before it asks for the others', async () => {
    const there: boolean[] = [];
    onCommit({}, () => there.push(grid.entries.has(LFN)));
    const {registered, refused, unknown} = await register();
    assert.deepEqual([names(registered), refused, unknown], [['ONE', 'TWO', 'THREE'], [], []]);
    assert.deepEqual(there, [false, true, true]);
    assert.deepEqual(asked, ['ONE', 'TWO', 'THREE']);
    assert.equal(grid.count('stat'), 0);
  });

  it('lets the next one make it where the first one is refused', async () => {
    const there: boolean[] = [];
    onCommit({0: {when: 'before', error: new ServerError('no')}}, () => there.push(grid.entries.has(LFN)));
    const {registered, refused} = await register();
    assert.deepEqual([names(registered), failed(refused)], [['TWO', 'THREE'], ['ONE']]);
    assert.deepEqual(there, [false, false, true]);
    assert.equal(refused[0]?.error.message, 'no');
  });

  it('tells the refusal of each where all are refused', async () => {
    const refusal = {when: 'before', error: new ServerError('no quota')} as const;
    onCommit({0: refusal, 1: refusal, 2: refusal});
    const {registered, refused, unknown} = await register();
    assert.deepEqual([registered, failed(refused), unknown], [[], ['ONE', 'TWO', 'THREE'], []]);
    assert.equal(grid.count('commit'), 3);
  });

  it('takes a first one whose answer was lost for registered where the entry is ours', async () => {
    onCommit({0: {when: 'after', error: LOST}});
    const {registered, unknown} = await register();
    assert.deepEqual([names(registered), unknown], [['ONE', 'TWO', 'THREE'], []]);
    assert.deepEqual(asked, ['ONE', 'TWO', 'THREE']);
    assert.equal(grid.count('stat'), 1);
  });

  it('asks once more for a first one whose answer was lost where nothing has the name', async () => {
    onCommit({0: {when: 'before', error: LOST}});
    const {registered, unknown} = await register();
    assert.deepEqual([names(registered), unknown], [['ONE', 'TWO', 'THREE'], []]);
    assert.deepEqual(asked, ['ONE', 'ONE', 'TWO', 'THREE']);
  });

  it('tells the refusal of the second time, where it comes to that', async () => {
    const refusal = new ServerError('no quota');
    onCommit({0: {when: 'before', error: LOST}, 1: {when: 'before', error: refusal}});
    replicas = replicas.slice(0, 1);
    const {registered, refused, unknown} = await register();
    assert.deepEqual([registered, failed(refused), unknown], [[], ['ONE'], []]);
    assert.equal(refused[0]?.error, refusal);
  });

  it('does not ask again where the entry is that of another', async () => {
    onCommit({0: {when: 'before', error: LOST}}, (number) => {
      if (number === 0)
        grid.entries.set(LFN, {
          type: 'f',
          size: 9,
          md5: '',
          guid: '11111111-1111-4111-8111-111111111111',
          replicas: [],
        });
    });
    replicas = replicas.slice(0, 1);
    const {registered, refused, unknown} = await register();
    assert.deepEqual([registered, refused, failed(unknown)], [[], [], ['ONE']]);
    assert.equal(unknown[0]?.error, LOST);
    assert.equal(grid.count('commit'), 1);
  });

  it('knows its own entry also where the service writes the GUID in capitals', async () => {
    replicas = replicas.map((replica) => ({...replica, guid: replica.guid.toUpperCase()}));
    onCommit({0: {when: 'after', error: LOST}});
    assert.deepEqual(names((await register()).registered), ['ONE', 'TWO', 'THREE']);
  });

  it('leaves open what became of a further one whose answer was lost, and does not ask again', async () => {
    for (const when of ['before', 'after'] as const) {
      grid = new FakeGrid();
      replicas = await accessWrite(grid, LFN, FILE, {specification: 'disk:3'});
      onCommit({1: {when, error: LOST}});
      const {registered, refused, unknown} = await register();
      assert.deepEqual([names(registered), refused, failed(unknown)], [['ONE', 'THREE'], [], ['TWO']]);
      assert.equal(grid.count('commit'), 3);
      assert.equal(grid.count('stat'), 0);
    }
  });

  it('asks for nothing more after an abort, and keeps what was registered', async () => {
    onCommit({}, () => abort.abort());
    const {registered, refused, unknown} = await register();
    assert.deepEqual([names(registered), refused, unknown], [['ONE'], [], []]);
    assert.deepEqual(asked, ['ONE']);
  });

  it('asks for nothing where it is aborted already', async () => {
    abort.abort();
    assert.deepEqual(await register(), {registered: [], refused: [], unknown: []});
    assert.equal(grid.count('commit'), 0);
  });

  it('hides no bug', async () => {
    onCommit({1: {when: 'before', error: new TypeError('a bug')}});
    await assert.rejects(register(), TypeError);
  });
});
