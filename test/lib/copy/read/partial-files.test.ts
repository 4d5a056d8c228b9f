import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, rm, stat, symlink, truncate, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {contentOf, type DownloadItem} from '../../../../src/lib/copy/model/plan.ts';
import {canGoOn, PartialFiles} from '../../../../src/lib/copy/read/partial-files.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {markOf, thisProcess} from '../../../../src/lib/traces/process-mark.ts';
import {runningProcess} from '../../../../src/lib/traces/running-process.ts';
import {partialName} from '../../../../src/lib/traces/temporary-name.ts';
import {GONE_PID} from '../../../support/gone-pid.ts';

/** Bytes from which a partial file is kept. */
const LEAST = 32 << 20;
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const SOON = 60_000;

describe('partial files', () => {
  let dir: string;
  let item: DownloadItem;
  let mine: string;
  let claimed: string[];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-partial-'));
    item = {
      id: 1,
      source: '/alice/f',
      lfn: absoluteLfn('/alice/f'),
      destination: join(dir, 'f'),
      size: 2 * LEAST,
      md5: 'ab'.repeat(16),
      specification: undefined,
      stamp: undefined,
      base: dir,
      isNamed: true,
    };
    mine = nameOf(item);
    claimed = [];
  });
  afterEach(async () => {
    for (const path of claimed) new PartialFiles().release(path);
    await rm(dir, {recursive: true});
  });

  const claim = async (of = item, files = new PartialFiles()): Promise<string> => {
    const path = await files.claim(of);
    claimed.push(path);
    return basename(path);
  };
  function nameOf(of: DownloadItem): string {
    return partialName(basename(of.destination), contentOf(of));
  }
  /** The same name as another process would have made it. */
  function by(pid: number, name = mine, machine?: string): string {
    const start = runningProcess(pid)?.start ?? '1';
    const other = {...thisProcess(), pid, start, ...(machine && {machine})};
    return name.replace(markOf(thisProcess()), markOf(other));
  }
  async function leave(name: string, {size = LEAST, age = 0} = {}): Promise<void> {
    const path = join(dir, name);
    await writeFile(path, '');
    await truncate(path, size);
    const when = new Date(Date.now() - age);
    await utimes(path, when, when);
  }
  const names = () => readdir(dir);

  it('get a name that tells whose they are and what of, where nothing is', async () => {
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), []);
  });

  it('are taken over from a process that is gone', async () => {
    await leave(by(GONE_PID), {size: LEAST + 5});
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), [mine]);
    assert.equal((await stat(join(dir, mine))).size, LEAST + 5);
  });

  it('are resumed by the process that left them', async () => {
    await leave(mine);
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), [mine]);
  });

  it('are taken over once: further ones of the same content are removed', async () => {
    await leave(by(GONE_PID));
    await leave(by(GONE_PID + 1));
    await leave(by(GONE_PID + 2));
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), [mine]);
  });

  it('stay where they have been taken over, whatever else is found after that', async () => {
    const dead = Array.from({length: 16}, (_, index) => by(GONE_PID + index));
    for (const name of [mine, ...dead]) await leave(name);
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), [mine]);
  });

  it('that another process was quicker to take are not taken over', async () => {
    const files = new PartialFiles();
    await leave(by(GONE_PID), {size: LEAST + 1});
    await leave(by(GONE_PID + 1), {size: LEAST + 1});
    await files.sweep(dir);
    const [first = '', second = ''] = await names();
    await rm(join(dir, first));
    assert.equal(await claim(item, files), mine);
    assert.deepEqual([await names(), second === mine], [[mine], false]);
  });

  it('are removed where they are of another content, or unpacked from another', async () => {
    const other = {...item, md5: 'cd'.repeat(16)};
    await leave(by(GONE_PID, nameOf(other)));
    await leave(nameOf({...item, size: item.size + 1}));
    await leave(`${by(GONE_PID)}.packed`);
    assert.equal(await claim(), mine);
    assert.deepEqual(await names(), []);
  });

  it('are removed where no checksum could prove the whole', async () => {
    const unproved = {...item, md5: undefined};
    await leave(by(GONE_PID, nameOf(unproved)));
    assert.equal(await claim(unproved), nameOf(unproved));
    assert.deepEqual(await names(), []);
  });

  it('are removed where a process with our number left them without a checksum to prove the whole', async () => {
    const unproved = {...item, md5: undefined};
    await leave(nameOf(unproved));
    await claim(unproved);
    assert.deepEqual(await names(), []);
  });

  it('of another content stay while this process writes to them', async () => {
    const files = new PartialFiles();
    await leave(mine);
    await files.sweep(dir);
    await claim(item, new PartialFiles());
    const replaced = {...item, md5: 'cd'.repeat(16)};
    assert.equal(await claim(replaced, files), nameOf(replaced));
    assert.deepEqual(await names(), [mine]);
  });

  it('of other destinations stay for their own', async () => {
    const other = by(GONE_PID, nameOf({...item, destination: join(dir, 'g')}));
    await leave(other);
    await claim();
    assert.deepEqual(await names(), [other]);
  });

  it('are left alone while their process lives', async () => {
    await leave(by(process.ppid), {age: WEEK - SOON});
    await claim();
    assert.deepEqual(await names(), [by(process.ppid)]);
  });

  it('of another machine are left alone for an hour without a change', async () => {
    const foreign = by(process.pid, mine, 'another-host');
    await leave(foreign, {age: HOUR - SOON});
    await claim();
    assert.deepEqual(await names(), [foreign]);
  });

  it('of another machine are taken over after that hour', async () => {
    await leave(by(process.pid, mine, 'another-host'), {age: HOUR + SOON});
    await claim();
    assert.deepEqual(await names(), [mine]);
  });

  it('are removed where they are too small to be worth it, or too old', async () => {
    await leave(by(GONE_PID), {size: LEAST - 1});
    await leave(by(GONE_PID + 1), {age: WEEK + SOON});
    await claim();
    assert.deepEqual(await names(), []);
  });

  it('are kept for a week', async () => {
    await leave(by(GONE_PID), {age: WEEK - SOON});
    await claim();
    assert.deepEqual(await names(), [mine]);
  });

  it('are never directories or links of such a name', async () => {
    await mkdir(join(dir, by(GONE_PID)));
    await symlink('/etc/hostname', join(dir, by(GONE_PID + 1)));
    await claim();
    assert.deepEqual(await names(), [by(GONE_PID), by(GONE_PID + 1)].sort());
  });

  it('have another name where this process is writing the same content to the same place', async () => {
    const files = new PartialFiles();
    assert.equal(await claim(item, files), mine);
    await leave(mine);
    const second = await claim(item, new PartialFiles());
    assert.notEqual(second, mine);
    assert.match(second, /^\.f\.[\w-]+/);
    assert.deepEqual(await names(), [mine]);
    files.release(join(dir, mine));
    assert.equal(await claim(item, new PartialFiles()), mine);
  });

  it('of a few bytes stay while this process writes to them', async () => {
    await claim();
    await leave(mine, {size: 1});
    await new PartialFiles().sweep(dir);
    assert.deepEqual(await names(), [mine]);
  });

  it('of a directory are swept also where nothing is fetched, and each directory once', async () => {
    const files = new PartialFiles();
    await leave(by(GONE_PID), {size: 1});
    await files.sweep(dir);
    assert.deepEqual(await names(), []);
    await leave(by(GONE_PID), {size: 1});
    await files.sweep(dir);
    assert.deepEqual(await names(), [by(GONE_PID)]);
  });

  it('of a directory that cannot be read are none', async () => {
    await new PartialFiles().sweep(join(dir, 'missing'));
    assert.equal(await claim({...item, destination: join(dir, 'missing', 'f')}), mine);
  });

  describe('that are left', () => {
    const left = async (size: number, worthKeeping: boolean) => {
      await leave(mine, {size});
      return [await new PartialFiles().leave(join(dir, mine), worthKeeping), await names()];
    };
    it('stay where they are large enough, and their size is told', async () => {
      assert.deepEqual(await left(LEAST, true), [LEAST, [mine]]);
    });
    it('are removed where they are smaller', async () => {
      assert.deepEqual(await left(LEAST - 1, true), [0, []]);
    });
    it('are removed where they are not worth it', async () => {
      assert.deepEqual(await left(2 * LEAST, false), [0, []]);
    });
    it('may not be there at all', async () => {
      assert.equal(await new PartialFiles().leave(join(dir, 'missing'), true), 0);
    });
  });

  it('can be resumed where they are large and a checksum proves the whole', () => {
    assert.ok(canGoOn({size: LEAST + 1, md5: 'x'}));
    assert.ok(!canGoOn({size: LEAST, md5: 'x'}));
    assert.ok(!canGoOn({size: LEAST + 1, md5: undefined}));
  });
});
