import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copy} from '../../../../src/lib/copy/copy.ts';
import {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import type {Requester} from '../../../../src/lib/session/requests/requester.ts';
import {runningProcess} from '../../../../src/lib/traces/running-process.ts';
import {Workbench} from '../support/workbench.ts';
import {age, giveAway} from './dead-process.ts';
import {AT_ONCE, MortalJournals} from './mortal-journals.ts';

const HOUR = 3_600_000;
const FILES = ['a', 'b', 'c'];
const never = new Promise<never>(() => undefined);

describe('what an upload that was killed has left on storage elements', () => {
  let bench: Workbench;
  let state: string;
  let directory: string;
  let uploads: MortalJournals;

  beforeEach(open);
  afterEach(close);
  async function open(): Promise<void> {
    state = await mkdtemp(join(tmpdir(), 'alien-uploads-'));
    directory = join(state, 'deep', 'uploads');
    bench = await Workbench.open();
    bench.uploads = uploads = new MortalJournals(directory, AT_ONCE);
    for (const name of FILES) await writeFile(join(bench.dir, name), `content of ${name}`);
  }
  async function close(): Promise<void> {
    await bench.close();
    await rm(state, {recursive: true});
  }

  const journals = () => readdir(directory).catch(() => []);
  const lfns = () => FILES.map((name) => `/alice/home/up/${name}`);

  /**
   * Upload the files, and end everything at a call: to the catalogue or to storage, before or after it took effect.
   * @returns whether there was such a call
   */
  async function killedAt(call: number, when: 'before' | 'after'): Promise<boolean> {
    const killed = Promise.withResolvers<void>();
    let calls = 0;
    let isDead = false;
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      const isLast = calls++ === call;
      if (isDead || (isLast && when === 'before')) return await die();
      const result = await work();
      return isLast || isDead ? await die() : result;
    };
    const die = async (): Promise<never> => {
      isDead = true;
      killed.resolve();
      return await never;
    };
    const services = bench.services();
    const grid: Requester = {request: (...words) => step(() => services.grid.request(...words))};
    bench.storage.before = (what) => (what === 'upload' ? step(() => Promise.resolve()) : undefined);
    const sources = FILES.map((name) => `file:${name}`);
    const done = copy({sources, destination: 'alien:up/', retries: 0, jobs: 2}, {...services, grid});
    await Promise.race([killed.promise, done]);
    // What is still going on inside of the dead one must not be seen.
    uploads.isDead = isDead;
    const left = new Workbench(bench.dir);
    left.uploads = bench.uploads;
    for (const [lfn, entry] of bench.grid.entries) left.grid.entries.set(lfn, structuredClone(entry));
    for (const [url, content] of bench.storage.files) left.storage.files.set(url, content);
    bench = left;
    await giveAway(directory);
    return isDead;
  }

  /** Any copy, as it looks after leftovers. @returns what it said */
  async function anything(): Promise<string> {
    const told: string[] = [];
    bench.place('/alice/home/x', 'x');
    const {failed} = await bench.copy('alien:/alice/home/x', 'file:x', {
      onEvent: (event) => event.kind === 'note' && told.push(event.text),
    });
    assert.equal(failed, 0);
    return told.join('\n');
  }

  for (const when of ['before', 'after'] as const) {
    it(`is removed by the next run, whichever call was the last, killed ${when} it took effect`, async () => {
      let points = 0;
      let left = 0;
      for (let isKilled = true; isKilled; points++) {
        if (points > 0) {
          await close();
          await open();
        }
        isKilled = await killedAt(points, when);
        const where = `killed ${when} call ${points}`;
        left += bench.orphans().length;
        const registered = bench.lfns().map((lfn) => [lfn, bench.grid.entries.get(lfn)?.replicas.length]);
        await anything();
        assert.deepEqual(bench.orphans(), [], where);
        for (const [lfn, replicas] of registered) {
          assert.equal(bench.grid.entries.get(String(lfn))?.replicas.length, replicas, where);
          assert.ok(bench.contentOf(String(lfn)), `${where}: ${lfn} cannot be read`);
        }
        assert.deepEqual(await journals(), [], where);
      }
      assert.ok(points > 12 && left > 3, `${points} points, ${left} replicas left`);
      const uploaded = bench.lfns().filter((lfn) => lfn !== '/alice/home/x');
      assert.deepEqual(uploaded.sort(), lfns());
    });
  }

  /** Three files of two replicas each are written, and not yet registered. */
  async function killedAtRegistration(
    sources: readonly string[] = FILES.map((name) => `file:${name}`),
  ): Promise<void> {
    const commits = Promise.withResolvers<void>();
    let waiting = 0;
    const {grid, ...services} = bench.services();
    const request: Requester['request'] = (command, ...words) => {
      if (command !== 'commit') return grid.request(command, ...words);
      if (++waiting === FILES.length) commits.resolve();
      return never;
    };
    void copy({sources, destination: 'alien:up/', retries: 0}, {...services, grid: {request}});
    await commits.promise;
    await giveAway(directory);
    assert.equal(bench.orphans().length, 6);
  }

  it('is counted', async () => {
    await killedAtRegistration();
    assert.equal(bench.uploads?.leftovers().length, 6);
    assert.equal(
      await anything(),
      'Removed from storage what interrupted uploads had left unregistered: 6 replicas.',
    );
    assert.equal(await anything(), '');
  });

  it('is removed when it came from elsewhere on the grid', async () => {
    for (const name of FILES) bench.place(`/alice/home/from/${name}`, `content of ${name}`);
    await killedAtRegistration(FILES.map((name) => `alien:/alice/home/from/${name}`));
    await anything();
    assert.deepEqual(bench.orphans(), []);
    for (const name of FILES) assert.equal(bench.contentOf(`/alice/home/from/${name}`), `content of ${name}`);
  });

  it('stays as long as a registration that was asked for may yet take effect', async () => {
    await killedAtRegistration();
    bench.uploads = new UploadJournals(directory);
    await anything();
    assert.equal(bench.orphans().length, 3, 'of each file one was not yet asked for');
    await giveAway(directory);
    await age(directory, HOUR);
    await anything();
    assert.deepEqual([bench.orphans(), await journals()], [[], []]);
  });

  it('is told when it can no longer be removed, once', async () => {
    await killedAtRegistration();
    await age(directory, 25 * HOUR);
    const said = await anything();
    for (const url of bench.orphans()) assert.ok(said.includes(url), url);
    assert.match(said, /upload of \/alice\/home\/up\/a was interrupted: root:.* has expired/);
    assert.deepEqual([await anything(), await journals()], ['', []]);
  });

  it('is left to the service where no client may remove it: one refusal for a host, one line for all', async () => {
    await killedAtRegistration();
    bench.storage.before = (step) => {
      if (step === 'remove') throw new ServerError('Unable to have delete access', {exitCode: 13});
    };
    const said = await anything();
    assert.match(said, /lets no client remove files: the central service removes what uploads have left/);
    assert.equal(said.trim().split('\n').length, 1, said);
    assert.deepEqual([bench.uploads?.leftovers(), await anything(), await journals()], [[], '', []]);
  });

  it('is told when the storage element fails to remove it, once', async () => {
    await killedAtRegistration();
    bench.storage.before = (step) => {
      if (step === 'remove') throw new ServerError('not allowed', {exitCode: 5});
    };
    const said = await anything();
    for (const url of bench.orphans()) assert.ok(said.includes(url), url);
    assert.match(said, /It could not be removed: not allowed/);
    assert.deepEqual([await anything(), await journals()], ['', []]);
  });

  it('stays for a later run where an element does not answer, which is asked once, and not soon again', async () => {
    await killedAtRegistration();
    bench.storage.before = (step, url) => {
      if (step === 'remove' && url.includes('::ONE')) throw new NetworkError('no answer', {exitCode: 110});
    };
    const removals = () => bench.storage.calls.filter(({step}) => step === 'remove').length;
    assert.match(
      await anything(),
      /What interrupted uploads left on ALICE::A::ONE stays until a later run, 3 replicas: no answer/,
    );
    const tried = removals();
    await giveAway(directory);
    assert.deepEqual([await anything(), removals()], ['', tried]);
    await giveAway(directory);
    await age(directory, HOUR);
    bench.storage.before = () => undefined;
    assert.match(await anything(), /unregistered: 3 replicas/);
    assert.deepEqual([bench.orphans(), await journals()], [[], []]);
  });

  it('stays while the catalogue does not answer', async () => {
    for (const command of ['guid2lfn', 'access']) {
      await close();
      await open();
      await killedAtRegistration();
      const [pending] = bench.uploads?.leftovers() ?? [];
      bench.grid.entries.set('/alice/home/known', {
        ...{type: 'f', size: 1, md5: '', replicas: ['root://ALICE::D::FOUR//x']},
        guid: pending?.guid ?? '',
      });
      bench.grid.fault = (asked, [mode, name]) =>
        asked === command && (command === 'guid2lfn' || (mode === 'read' && name === pending?.guid))
          ? {when: 'before', error: new NetworkError('lost')}
          : undefined;
      await anything();
      assert.equal(bench.orphans().length, 6, command);
      bench.grid.fault = () => undefined;
      await giveAway(directory);
      await anything();
      assert.deepEqual(bench.orphans(), [], command);
    }
  });

  it('stays where the catalogue knows the content, and does not tell its replicas', async () => {
    await killedAtRegistration();
    for (const [index, {guid}] of (bench.uploads?.leftovers() ?? []).entries())
      bench.grid.entries.set(`/alice/home/${index}`, {type: 'f', size: 1, md5: '', guid, replicas: []});
    const said = await anything();
    for (const url of bench.orphans()) assert.ok(said.includes(url), url);
    assert.match(said, /does not tell whether it is registered/);
    assert.deepEqual([bench.orphans().length, await journals()], [6, []]);
  });

  it('stays where its element is told with another address', async () => {
    await killedAtRegistration();
    for (const {guid, se} of bench.uploads?.leftovers() ?? []) {
      const others = [...bench.grid.entries.values()].find((entry) => entry.guid === guid)?.replicas ?? [];
      const replicas = [...others, `root://${se}/elsewhere/${guid}`];
      bench.grid.entries.set(`/alice/home/${guid}`, {type: 'f', size: 1, md5: '', guid, replicas});
    }
    await anything();
    assert.equal(bench.storage.calls.filter(({step}) => step === 'remove').length, 0);
  });

  it('stays where it is registered on an element that the service leads nobody to at present', async () => {
    await killedAtRegistration();
    for (const {guid, url} of bench.uploads?.leftovers() ?? []) {
      const lfn = `/alice/home/${guid}`;
      const replicas = [...(bench.grid.entries.get(lfn)?.replicas ?? []), url];
      bench.grid.entries.set(lfn, {type: 'f', size: 1, md5: '', guid, replicas});
    }
    bench.grid.outOfOrder.add('ALICE::B::TWO');
    await anything();
    assert.equal(bench.storage.calls.filter(({step}) => step === 'remove').length, 0);
  });

  it('is not touched while the process lives, or where that cannot be known', async () => {
    await killedAtRegistration();
    for (const owner of [
      {pid: process.ppid, start: runningProcess(process.ppid)?.start ?? ''},
      {machine: 'another-host'},
    ]) {
      await giveAway(directory, owner);
      const before = await journals();
      assert.equal(await anything(), '');
      assert.deepEqual([bench.orphans().length, await journals()], [6, before]);
      assert.deepEqual(bench.uploads?.leftovers(), []);
    }
  });

  it('is removed although another process has got the identifier of the one that is gone', async () => {
    await killedAtRegistration();
    await giveAway(directory, {pid: process.ppid, start: '1'});
    await anything();
    assert.deepEqual(bench.orphans(), []);
  });

  it('is removed by one of two runs', async () => {
    await killedAtRegistration();
    const said = await Promise.all([anything(), anything()]);
    assert.equal(said.join('').match(/Removed/g)?.length, 1);
    assert.deepEqual([bench.orphans(), await journals()], [[], []]);
  });
});
