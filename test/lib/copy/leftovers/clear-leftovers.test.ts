import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {clearBeside} from '../../../../src/lib/copy/leftovers/clear-beside.ts';
import {type Clearing, clearLeftovers} from '../../../../src/lib/copy/leftovers/clear-leftovers.ts';
import {journalDirectory} from '../../../../src/lib/copy/leftovers/journal-directory.ts';
import type {PendingUpload} from '../../../../src/lib/copy/leftovers/pending-upload.ts';
import {RefusedRemovals} from '../../../../src/lib/copy/leftovers/refused-removals.ts';
import {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid} from '../support/fake-grid.ts';
import {FakeStorage} from '../support/fake-storage.ts';
import {giveAway} from './dead-process.ts';

const DAY = 24 * 3_600_000;
const PATIENCE = {settled: 15 * 60_000, rest: 10 * 60_000};
/** More than a test takes, and less than matters. */
const A_MOMENT = 30_000;

describe('what is cleared of earlier uploads', () => {
  let directory: string;
  let grid: FakeGrid;
  let storage: FakeStorage;
  let told: string[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'alien-clearing-'));
    [grid, storage, told] = [new FakeGrid(), new FakeStorage(), []];
  });
  afterEach(() => rm(directory, {recursive: true, force: true}));

  const guidOf = (number: number) => `aaaaaaaa-1111-4111-8111-${String(number).padStart(12, '0')}`;
  /** Something that a process that is gone has left on a host; `ago` are ms. */
  async function leave(
    number: number,
    {
      host = 'one',
      booked = 1,
      asked,
      tried,
    }: {host?: string; booked?: number; asked?: number; tried?: number} = {},
  ): Promise<string> {
    const now = Date.now();
    const url = `root://${host}//${guidOf(number)}`;
    const entry: PendingUpload = {
      lfn: absoluteLfn(`/alice/home/f${number}`),
      url,
      envelope: 'write',
      se: `ALICE::${host.toUpperCase()}::SE`,
      guid: guidOf(number),
      booked: now - booked,
      ...(asked !== undefined && {asked: now - asked}),
      ...(tried !== undefined && {tried: now - tried}),
    };
    const journal = new UploadJournals(directory).open();
    journal.add([entry]);
    journal.close();
    await giveAway(directory);
    storage.files.set(url, Buffer.from('x'));
    return url;
  }
  const clearing = (): Clearing => {
    const journals = new UploadJournals(directory, PATIENCE);
    const tell = (text: string): void => void told.push(text);
    const refusedRemovals = new RefusedRemovals(tell);
    return {
      ...{grid, storage, journals, journal: journals.open(), replacements: undefined},
      refusedRemovals,
      tell,
    };
  };
  async function clear(signal = new AbortController().signal): Promise<void> {
    const all = clearing();
    try {
      await clearLeftovers(all, signal);
    } finally {
      all.journal.close();
      await giveAway(directory);
    }
  }
  const onStorage = () => storage.files.size;
  const isOpen = async () => (await readdir(directory).catch(() => [])).length > 0;

  it('is counted in the words of one or many', async () => {
    await leave(1);
    await clear();
    assert.match(told.splice(0).join(), /left unregistered: 1 replica\.$/);
    await leave(2);
    await leave(3, {host: 'two'});
    await clear();
    assert.match(told.join(), /left unregistered: 2 replicas\.$/);
    assert.deepEqual([onStorage(), await isOpen()], [0, false]);
  });

  it('is nothing where nothing was left: nothing is asked nor said', async () => {
    await clear();
    assert.deepEqual([grid.requests, told], [[], []]);
  });

  it('is not what may yet be registered, nor what was tried a moment ago', async () => {
    for (const [more, removed] of [
      [{asked: PATIENCE.settled - A_MOMENT}, false],
      [{asked: PATIENCE.settled + 1}, true],
      [{tried: PATIENCE.rest - A_MOMENT}, false],
      [{tried: PATIENCE.rest + 1}, true],
    ] as const) {
      const url = await leave(1, more);
      await clear();
      assert.equal(!storage.files.has(url), removed, JSON.stringify(more));
      assert.equal(await isOpen(), !removed);
      await rm(directory, {recursive: true});
      storage.files.clear();
    }
  });

  it('is tried as long as the permission to remove it is valid, for a day', async () => {
    await leave(1, {booked: DAY - A_MOMENT});
    await clear();
    assert.equal(onStorage(), 0);
    const url = await leave(2, {booked: DAY + 1});
    told.length = 0;
    await clear();
    assert.deepEqual([onStorage(), await isOpen()], [1, false]);
    assert.equal(
      told.join(),
      `An upload of /alice/home/f2 was interrupted: ${url} may be left, without being registered. ` +
        'The permission to remove it has expired: tell the support list if it matters.',
    );
  });

  it('is no more than 256 in one run; the rest stays for a later one', async () => {
    for (let number = 0; number < 257; number++) await leave(number);
    await clear();
    assert.deepEqual([onStorage(), await isOpen()], [1, true]);
    await clear();
    assert.deepEqual([onStorage(), await isOpen()], [0, false]);
  });

  it('stays where its registration is in doubt or known', async () => {
    const url = await leave(1);
    grid.makeDirectory('/alice/home');
    const entry = {type: 'f', size: 1, md5: '', guid: guidOf(1)} as const;
    grid.entries.set('/alice/home/f1', {...entry, replicas: [url]});
    await clear();
    assert.deepEqual([onStorage(), await isOpen(), told], [1, false, []]);
    await leave(1);
    grid.entries.set('/alice/home/f1', {...entry, replicas: []});
    await clear();
    assert.deepEqual([onStorage(), await isOpen()], [1, false]);
    assert.match(told.join(), /The catalogue does not tell whether it is registered\.$/);
  });

  it('stays in the journal where the catalogue does not answer', async () => {
    await leave(1);
    grid.fault = () => ({when: 'before', error: new NetworkError('lost')});
    await clear();
    assert.deepEqual([onStorage(), await isOpen(), told], [1, true, []]);
  });

  it('is not asked for again of a host that does not answer; the others go', async () => {
    for (const number of [1, 2, 3, 4, 5, 6]) await leave(number);
    await leave(7, {host: 'two'});
    storage.before = (_, url) => {
      if (url.includes('//one/')) throw new NetworkError('no answer');
    };
    await clear();
    assert.ok(storage.calls.filter(({url}) => url.includes('//one/')).length <= 4);
    assert.equal(onStorage(), 6);
    const stays = told.find((text) => text.includes('stays'));
    assert.equal(
      stays,
      'What interrupted uploads left on one stays until a later run, 6 replicas: no answer',
    );
    const calls = storage.calls.length;
    await clear();
    assert.equal(storage.calls.length, calls, 'all of them rest');
  });

  it('is told where it cannot be removed; gone before is as good as removed', async () => {
    const url = await leave(1);
    const refusing = (error: Error) => {
      storage.before = () => {
        throw error;
      };
    };
    refusing(new ServerError('gone', {code: 'NO_SUCH_FILE'}));
    await clear();
    assert.deepEqual([told, await isOpen()], [[], false]);
    await leave(1);
    refusing(new ServerError('broken', {exitCode: 5}));
    await clear();
    assert.ok(
      told.join().endsWith(`${url} may be left, without being registered. It could not be removed: broken`),
    );
    assert.equal(await isOpen(), false);
    await leave(1);
    refusing(new UserError('this machine', {exitCode: 5}));
    told.length = 0;
    await clear();
    assert.deepEqual([told, await isOpen()], [[], true]);
  });

  it('is left to a host that has refused before', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) await leave(number);
    storage.before = () => {
      throw new ServerError('not yours', {code: 'PERMISSION_DENIED'});
    };
    await clear();
    assert.equal(told.length, 1);
    assert.ok(storage.calls.length <= 4, `${storage.calls.length} calls`);
    assert.equal(await isOpen(), false);
  });

  it('stays from an abort on, which is no failure; a bug is one', async () => {
    await leave(1);
    await clear(AbortSignal.abort());
    assert.deepEqual([onStorage(), await isOpen()], [1, true]);
    const bug = new TypeError('a bug');
    storage.before = () => {
      throw bug;
    };
    await assert.rejects(clear(), bug);
    grid.fault = () => ({when: 'before', error: bug});
    await assert.rejects(clear(), bug);
    const controller = new AbortController();
    grid.fault = () => {
      controller.abort();
      return {when: 'before', error: bug};
    };
    await clear(controller.signal);
  });

  describe('while a copy is under way', () => {
    it('is waited for at the end of the copy', async () => {
      await leave(1);
      const slow = Promise.withResolvers<void>();
      storage.before = () => slow.promise;
      const all = clearing();
      const end = clearBeside(all, new AbortController().signal);
      let isOver = false;
      const over = end().then(() => (isOver = true));
      await new Promise(setImmediate);
      assert.equal(isOver, false);
      slow.resolve();
      await over;
      assert.equal(onStorage(), 0);
      all.journal.close();
    });

    it('is not waited for after an abort, and nothing more is said', async () => {
      await leave(1);
      const [reached, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      storage.before = async () => {
        reached.resolve();
        await going.promise;
        throw new NetworkError('lost');
      };
      const controller = new AbortController();
      const all = clearing();
      const end = clearBeside(all, controller.signal);
      await reached.promise;
      controller.abort();
      await end();
      going.resolve();
      await new Promise(setImmediate);
      assert.deepEqual(told, []);
      all.journal.close();
    });

    it('tells a bug at its end', async () => {
      await leave(1);
      grid.fault = () => ({when: 'before', error: new TypeError('a bug')});
      const all = clearing();
      const end = clearBeside(all, new AbortController().signal);
      await new Promise(setImmediate);
      await assert.rejects(end(), TypeError);
      all.journal.close();
    });
  });
});

describe('the directory of journals', () => {
  const directory = (env: Record<string, string>) => journalDirectory({HOME: '/home/u', ...env}, 'uploads');

  it('is that of one grid, below the directory for state', () => {
    assert.equal(directory({}), '/home/u/.local/state/alien/uploads/alice-jcentral.cern.ch_8097');
    assert.equal(
      directory({XDG_STATE_HOME: '/s', ALIENPY_JCENTRAL: '127.0.0.1', ALIENPY_JCENTRAL_PORT: '9'}),
      '/s/alien/uploads/127.0.0.1_9',
    );
    const behindJBox = directory({JALIEN_HOST: 'worker', JALIEN_WSPORT: '8097'});
    assert.equal(behindJBox, directory({}), 'a job has the journals of its grid');
  });
});
