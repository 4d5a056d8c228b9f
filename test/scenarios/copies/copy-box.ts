import {spawnSync} from 'node:child_process';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {copy, type CopyOptions} from '../../../src/lib/copy/copy.ts';
import type {CopySummary} from '../../../src/lib/copy/model/events.ts';
import type {CopySettings} from '../../../src/lib/copy/model/request.ts';
import {findEntries} from '../../../src/lib/catalogue/find.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {SessionPool} from '../../../src/lib/session/pool.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import type {Storage} from '../../../src/lib/storage/storage.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {openFolder, openGrid, useUntilEnd} from '../stage/scene.ts';

export const HOME = '/alice/cern.ch/user/d/demo';

/** The files on the disks of the storage servers of a grid. */
export async function storedIn({dir}: TestGrid): Promise<string[]> {
  const names = await readdir(join(dir, 'storage'), {recursive: true, withFileTypes: true});
  return names
    .filter((entry) => entry.isFile() && /^[0-9a-f-]{36}/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Of all waits for storage servers, in ms. */
export const LIMITS = {connectTimeout: 2000, stallTimeout: 3000};

/** Real storage servers, a real central service, and a local directory to copy from and to. */
export class CopyBox {
  readonly grid: TestGrid;
  readonly session: Session;
  readonly dir: string;
  readonly #pools: SessionPool[] = [];
  readonly #held = new AsyncDisposableStack();

  constructor(grid: TestGrid, dir: string) {
    this.grid = grid;
    this.dir = dir;
    this.session = connect({env: {...process.env, ...grid.env()}, userAgent: 'test'});
  }

  static async open(): Promise<CopyBox> {
    await using held = new AsyncDisposableStack();
    const box = new CopyBox(await openGrid({storage: true}, held), await openFolder(held));
    box.#held.use(held.move());
    return box;
  }

  async close(): Promise<void> {
    for (const pool of this.#pools) pool.close();
    this.session.close();
    await this.#held.disposeAsync();
  }

  copy(
    source: string,
    destination: string,
    more: CopySettings & CopyOptions & {readonly storage?: Storage} = {},
  ): Promise<CopySummary> {
    const {signal, onEvent, storage = new XrootdStorage(LIMITS), ...rest} = more;
    const openPool = (size: number) => {
      const pool = new SessionPool(this.session, size);
      this.#pools.push(pool);
      return pool;
    };
    return copy(
      {sources: [source], destination, retries: 0, ...rest},
      {grid: this.session, openPool, storage, cwd: this.dir},
      {...(signal && {signal}), ...(onEvent && {onEvent})},
    );
  }

  /** Local names below a directory, hidden ones too. */
  async localNames(directory: string): Promise<string[]> {
    return (await readdir(join(this.dir, directory), {recursive: true})).sort();
  }

  async lfns(): Promise<string[]> {
    return (await findEntries(this.session, HOME as Lfn)).map(({lfn}) => lfn).sort();
  }

  /** The files on the disks of the storage servers. */
  stored(): Promise<string[]> {
    return storedIn(this.grid);
  }

  /** @returns the differences between two local trees; nothing when they are alike */
  differences(one: string, other: string): string {
    const {stdout, stderr} = spawnSync(
      'diff',
      ['-r', '--no-dereference', join(this.dir, one), join(this.dir, other)],
      {
        encoding: 'utf8',
      },
    );
    return stdout + stderr;
  }
}

/** A box for all tests of the suite in which this is called. */
export function useCopyBox(use: (box: CopyBox) => unknown): void {
  useUntilEnd('suite', async (held) => {
    await use(held.adopt(await CopyBox.open(), (box) => box.close()));
  });
}
