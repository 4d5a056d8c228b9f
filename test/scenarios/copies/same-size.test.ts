import assert from 'node:assert/strict';
import {mkdir, readFile, rename, rm, symlink, unlink, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {copy} from '../../../src/lib/copy/copy.ts';
import type {CopySettings} from '../../../src/lib/copy/model/request.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const PROVED = 'size and time match';
const READ = 'size and md5 match';
/** ms by which the kernel's time stamps lag behind at the most, and then some */
const TICKS = 40;

describe('copies onto files of the same size', () => {
  let grid: TestGrid;
  let dir: string;
  let session: Session;
  useScene({storage: true}, (scene) => ({grid, dir} = scene));
  let count = 0;
  let here: string;
  let there: string;
  beforeEach(async () => {
    session = connect({env: {...process.env, ...grid.env()}, userAgent: 'test'});
    count += 1;
    [here, there] = [`here${count}`, `there${count}`];
    await mkdir(join(dir, here, 'sub'), {recursive: true});
    await write('a', 'old content');
    await write('sub/b', 'other content');
    // Both are older than what is on the grid, wherever they are moved to.
    await writeFile(join(dir, 'older'), 'new content');
    await mkdir(join(dir, 'other/sub'), {recursive: true});
    await writeFile(join(dir, 'other/a'), 'new content');
    await writeFile(join(dir, 'other/sub/b'), 'other content');
    await wait(TICKS);
  });
  afterEach(() => session.close());

  const path = (name: string) => join(dir, here, name);
  const write = (name: string, content: string) => writeFile(path(name), content);
  const onGrid = async (name: string) => (await grid.readFile(`${HOME}/${there}/${name}`)).toString();
  /** The reasons of files that were skipped, and how many were copied. */
  const run = async (source: string, destination: string, settings: CopySettings = {}) => {
    const reasons: string[] = [];
    const services = {grid: session, storage: new XrootdStorage(), cwd: dir};
    const {copied, failures} = await copy({sources: [source], destination, ...settings}, services, {
      onEvent: (event) => event.kind === 'skipped' && reasons.push(event.reason),
    });
    assert.deepEqual(failures, []);
    return {copied, reasons: reasons.sort()};
  };
  const up = (settings?: CopySettings) => run(`file:${here}/`, `alien:${there}`, settings);
  const down = (settings?: CopySettings) => run(`alien:${there}/`, `file:${here}`, settings);

  describe('to the grid', () => {
    beforeEach(async () => {
      await up();
    });

    it('read nothing a second time', async () => {
      assert.deepEqual(await up(), {copied: 0, reasons: [PROVED, PROVED]});
    });

    const replacements: Readonly<Record<string, () => Promise<unknown>>> = {
      'written anew': () => write('a', 'new content'),
      'written anew with its old time': async () => {
        await write('a', 'new content');
        await utimes(path('a'), new Date(0), new Date(0));
      },
      'moved into its place': async () => {
        await rename(join(dir, 'older'), path('a'));
      },
      'in a directory that was moved into its place': async () => {
        await rm(path('.'), {recursive: true});
        await rename(join(dir, 'other'), path('.'));
      },
      'led to by another link': async () => {
        await unlink(path('a'));
        await symlink(join(dir, 'older'), path('a'));
      },
    };
    for (const [how, replace] of Object.entries(replacements))
      it(`send a file that was ${how}`, async () => {
        await replace();
        assert.deepEqual(await up(), {copied: 1, reasons: [how.includes('directory') ? READ : PROVED]});
        assert.equal(await onGrid('a'), 'new content');
        assert.deepEqual((await up()).copied, 0);
      });

    it('believe the size alone when they are told to', async () => {
      await write('a', 'new content');
      assert.deepEqual(await up({sizeOnly: true}), {copied: 0, reasons: ['size match', 'size match']});
    });

    it('read a file that was only touched, and do not send it', async () => {
      await utimes(path('a'), new Date(), new Date());
      assert.deepEqual(await up(), {copied: 0, reasons: [READ, PROVED]});
    });

    it('find what times hide with force', async () => {
      assert.deepEqual(await up({force: true}), {copied: 0, reasons: [READ, READ]});
    });
  });

  describe('to this machine', () => {
    beforeEach(async () => {
      await up();
      await rm(path('.'), {recursive: true});
      await down();
    });

    it('read nothing a second time, whichever way', async () => {
      assert.deepEqual(await down(), {copied: 0, reasons: [PROVED, PROVED]});
      assert.deepEqual(await up(), {copied: 0, reasons: [PROVED, PROVED]});
    });

    it('fetch a file that was replaced at once', async () => {
      await session.request('rm', [`${HOME}/${there}/a`]);
      await grid.storeFile({lfn: `${HOME}/${there}/a`, owner: 'demo', content: 'new content'});
      assert.deepEqual(await down(), {copied: 1, reasons: [PROVED]});
      assert.equal(await readFile(path('a'), 'utf8'), 'new content');
    });

    it('put a file right that was changed here, and the time of one that was touched', async () => {
      await write('a', 'new content');
      await utimes(path('sub/b'), new Date(), new Date());
      assert.deepEqual(await down({sizeOnly: true}), {copied: 0, reasons: ['size match', 'size match']});
      assert.deepEqual(await down(), {copied: 1, reasons: [READ]});
      assert.equal(await readFile(path('a'), 'utf8'), 'old content');
      assert.deepEqual(await down(), {copied: 0, reasons: [PROVED, PROVED]});
    });
  });

  it('from grid to grid compare what the catalogue holds', async () => {
    await up();
    const again = () => run(`alien:${there}/`, `alien:copy-of-${there}`);
    await again();
    assert.deepEqual(await again(), {copied: 0, reasons: [READ, READ]});
    await session.request('rm', [`${HOME}/${there}/a`]);
    await grid.storeFile({lfn: `${HOME}/${there}/a`, owner: 'demo', content: 'new content'});
    assert.deepEqual(await again(), {copied: 1, reasons: [READ]});
  });
});
