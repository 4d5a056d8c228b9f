import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copy} from '../../../src/lib/copy/copy.ts';
import {UploadJournals} from '../../../src/lib/copy/leftovers/upload-journals.ts';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {CopyOperands, CopySettings} from '../../../src/lib/copy/model/request.ts';
import {InternalError, ServerError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';
const REGISTERED = new Date(1_600_000_000_000);

describe('the way in which a copy is carried out', () => {
  let bench: Workbench;
  let events: CopyEvent[];
  beforeEach(async () => {
    bench = await Workbench.open();
    events = [];
  });
  afterEach(() => bench.close());

  const run = (source: string, destination: string, more: Partial<CopyOperands & CopySettings> = {}) =>
    bench.copy(source, destination, {...more, onEvent: (event) => events.push(event)});
  const notes = () => events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
  const write = async (name: string, content = name) => {
    await mkdir(join(bench.dir, name, '..'), {recursive: true});
    await writeFile(join(bench.dir, name), content);
  };
  const steps = () => bench.storage.calls.map(({step}) => step);

  describe('is told', () => {
    beforeEach(async () => {
      for (const name of ['a', 'bb', 'ccc']) bench.place(`${HOME}/d/${name}`, name);
      await write('up/a', 'aaaa');
    });

    it('first: what is to be done', async () => {
      await run(`alien:${HOME}/d`, 'file:new');
      assert.deepEqual(events[0], {
        kind: 'planned',
        direction: 'download',
        files: 3,
        bytes: 6,
        directories: [join(bench.dir, 'new')],
      });
      assert.deepEqual(notes(), []);
      events = [];
      await run('file:up', `alien:${HOME}/new`);
      const planned = {
        kind: 'planned',
        direction: 'upload',
        files: 1,
        bytes: 4,
        directories: [`${HOME}/new`],
      };
      assert.deepEqual(events[0], planned);
    });

    it('with what was left out, and what HTTP is not for', async () => {
      await run(`alien:${HOME}/d`, 'file:new', {http: true});
      assert.ok(!notes().some((note) => note.startsWith('--http is for downloads')));
      events = [];
      await run(`alien:${HOME}/d`, 'file:newer', {selection: {name: 'contain_b'}});
      assert.deepEqual(notes(), ['Left out: 2 of 3 files.']);
      events = [];
      await run('file:up/a', `alien:${HOME}/b`);
      assert.deepEqual(notes(), []);
      await run('file:up/a', `alien:${HOME}/c`, {http: true});
      assert.match(notes().join(), /^--http is for downloads/);
    });

    it('with what cannot be copied, and how many files were left out of all', async () => {
      await symlink('/nowhere/at/all', join(bench.dir, 'up/dangling'));
      const {failed, files} = await run('file:up', `alien:${HOME}/new`);
      assert.deepEqual([failed, files], [1, 2]);
      const [planned] = events;
      assert.equal(planned?.kind === 'planned' && planned.files, 2);
      await write('up/b');
      events = [];
      await run('file:up', `alien:${HOME}/newer`, {selection: {exclude: ['/b', 'b']}});
      assert.deepEqual(notes(), ['Left out: 1 of 3 files.']);
    });

    it('with the storage that has no address of HTTP', async () => {
      await run(`alien:${HOME}/d/a`, 'file:a');
      assert.deepEqual(notes(), []);
      await run(`alien:${HOME}/d/a`, 'file:b', {http: true});
      assert.match(notes().join(), /has no address of HTTP: it is read by XRootD/);
    });

    it('last: what was done, and whether anything was', async () => {
      const {dryRun, aborted} = await run(`alien:${HOME}/d`, 'file:new');
      assert.deepEqual([dryRun, aborted, events.at(-1)?.kind], [false, false, 'summary']);
      const dry = await run(`alien:${HOME}/d`, 'file:dry', {dryRun: true});
      assert.deepEqual([dry.dryRun, dry.copied, await readdir(bench.dir)], [true, 3, ['new', 'up']]);
    });
  });

  it('needs the addon for bytes alone', async () => {
    bench.storage.ready = () => Promise.reject(new InternalError('no addon'));
    bench.place(`${HOME}/empty`, '');
    bench.place(`${HOME}/f`, 'x');
    await write('empty', '');
    await write('f', 'x');
    assert.equal((await run(`alien:${HOME}/empty`, 'file:down')).copied, 1);
    assert.equal((await run('file:empty', `alien:${HOME}/up`)).copied, 1);
    await assert.rejects(run(`alien:${HOME}/f`, 'file:f2'), /no addon/);
    await assert.rejects(run('file:f', `alien:${HOME}/f2`), /no addon/);
    assert.equal((await run(`alien:${HOME}/f`, 'file:f2', {dryRun: true})).copied, 1);
    await assert.rejects(run(`alien:${HOME}/`, 'file:all'), /no addon/, 'one of them is enough');
  });

  it('opens more connections for several files, and says how many requests there may be', async () => {
    const opened: [connections: number, requests: number][] = [];
    const openPool = (connections: number, requests: number) => {
      opened.push([connections, requests]);
      return bench.grid;
    };
    for (const name of ['a', 'b']) {
      bench.place(`${HOME}/d/${name}`, name);
      await write(`up/${name}`);
    }
    const go = (...[source, destination]: [string, string]) =>
      copy({sources: [source], destination}, {...bench.services(), openPool});
    await go(`alien:${HOME}/d/a`, 'file:a');
    assert.deepEqual(opened, []);
    await go(`alien:${HOME}/d`, 'file:d');
    await go('file:up', `alien:${HOME}/up`);
    assert.deepEqual(opened, [
      [16, 2],
      [16, 6],
    ]);
  });

  it('has eight transfers at the same time, or as many as are asked for', async () => {
    for (let index = 0; index < 20; index++) bench.place(`${HOME}/d/${index}`, 'x');
    for (const [jobs, most] of [
      [undefined, 8],
      [3, 3],
    ] as const) {
      let [now, highest] = [0, 0];
      bench.storage.before = async () => {
        highest = Math.max(highest, ++now);
        await new Promise(setImmediate);
        await new Promise(setImmediate);
        now -= 1;
      };
      await run(`alien:${HOME}/d`, `file:to${most}`, jobs === undefined ? {} : {jobs});
      assert.equal(highest, most);
    }
  });

  it('asks for other elements in the place of one that fails, unless told otherwise', async () => {
    await write('f');
    bench.storage.before = (step, url) => {
      if (step === 'upload' && url.includes('ONE')) throw new ServerError('broken', {exitCode: 5});
    };
    const upload = async (more: CopySettings) => {
      await run('file:f', `alien:${HOME}/to@disk:1`, more);
      const {replicas = []} = bench.grid.entries.get(`${HOME}/to`) ?? {};
      bench.grid.entries.delete(`${HOME}/to`);
      return replicas.length;
    };
    assert.equal(await upload({}), 1);
    assert.equal(await upload({recover: false}), 0);
    assert.equal(await upload({strictSpecification: true}), 0);
    assert.equal(await upload({recover: true, strictSpecification: true}), 0);
  });

  it('asks storages to copy among themselves from 64 MiB on', async () => {
    for (const [size, first] of [
      [64 << 20, 'direct'],
      [(64 << 20) - 1, 'read'],
    ] as const) {
      bench.place(`${HOME}/f`, 'x');
      Object.assign(bench.grid.entries.get(`${HOME}/f`) ?? {}, {size});
      bench.storage.calls.length = 0;
      await run(`alien:${HOME}/f`, `alien:${HOME}/g`);
      assert.equal(steps()[0], first);
    }
  });

  it('keeps metalinks where it is told to, and nowhere else', async () => {
    bench.place(`${HOME}/f`, 'x');
    await mkdir(join(bench.dir, 'links'));
    await run(`alien:${HOME}/f`, 'file:f');
    assert.deepEqual(await bench.localNames(), ['f', 'links']);
    await run(`alien:${HOME}/f`, 'file:g', {metalinks: join(bench.dir, 'links')});
    assert.equal((await readdir(join(bench.dir, 'links'))).length, 1);
  });

  it('leaves no journal of uploads open, and hides no bug', async () => {
    const state = await mkdtemp(join(tmpdir(), 'alien-uploads-'));
    bench.uploads = new UploadJournals(state);
    await write('f');
    await run('file:f', `alien:${HOME}/f`);
    assert.deepEqual(await readdir(state), []);
    bench.place(`${HOME}/g`, 'x');
    bench.storage.before = () => {
      throw new TypeError('a bug');
    };
    await assert.rejects(run('file:f', `alien:${HOME}/h`), TypeError);
    await assert.rejects(run(`alien:${HOME}/g`, 'file:g'), TypeError);
    await rm(state, {recursive: true});
  });

  it('ends after an abort with a summary, whatever else happens then', async () => {
    bench.place(`${HOME}/f`, 'x');
    const controller = new AbortController();
    bench.storage.before = () => {
      controller.abort();
      throw new TypeError('a bug');
    };
    const {aborted, copied, failed} = await bench.copy(`alien:${HOME}/f`, 'file:f', {
      signal: controller.signal,
    });
    assert.deepEqual([aborted, copied, failed], [true, 0, 0]);
  });

  describe('compares what exists', () => {
    const down = async (content: string, changed: Date, more: CopySettings = {}) => {
      bench.place(`${HOME}/f`, 'four');
      await write('f', content);
      await utimes(join(bench.dir, 'f'), changed, changed);
      await run(`alien:${HOME}/f`, 'file:f', more);
      return await readFile(join(bench.dir, 'f'), 'utf8');
    };
    const LATER = new Date(REGISTERED.getTime() + 100_000);
    const EARLIER = new Date(REGISTERED.getTime() - 100_000);

    it('by size and time', async () => {
      assert.equal(await down('4444', REGISTERED), '4444');
      assert.equal(await down('4444', EARLIER), 'four');
      assert.equal(await down('55555', REGISTERED), 'four');
    });

    it('by size alone', async () => {
      for (const time of [EARLIER, LATER]) assert.equal(await down('4444', time, {sizeOnly: true}), '4444');
      assert.equal(await down('55555', LATER, {sizeOnly: true}), 'four');
    });

    it('by md5, whatever the times say', async () => {
      assert.equal(await down('4444', REGISTERED, {force: true}), 'four');
      assert.equal(await down('4444', LATER, {force: true, sizeOnly: true}), 'four');
    });

    it('by nothing, where it is to stay', async () => {
      assert.equal(await down('55555', EARLIER, {keepExisting: true}), '55555');
      assert.equal(await down('55555', EARLIER, {keepExisting: true, force: true}), '55555');
    });
  });
});
