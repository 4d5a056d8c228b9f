import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {connect} from '../../src/lib/session/connect.ts';
import type {Session} from '../../src/lib/session/session.ts';

/** How an entry of the catalogue must be: any keys of the command `stat`, and more. */
export interface EntryWanted {
  readonly type?: string;
  readonly owner?: string;
  readonly gowner?: string;
  readonly perm?: string;
  readonly size?: string;
  /** its bytes, in the catalogue's checksum as on the disk of every storage element that has it */
  readonly holds?: string;
  /** the storage elements, by the last part of their names */
  readonly on?: readonly string[];
}

/** Somebody else who looks at the grid, by a connection and by code that are not the official client's. */
export class Witness {
  readonly #grid: TestGrid;
  readonly #session: Session;

  constructor(grid: TestGrid) {
    this.#grid = grid;
    this.#session = connect({env: grid.env('admin'), userAgent: 'witness'});
  }

  /** Look at one entry. */
  async expectEntry(lfn: string, wanted: EntryWanted | null): Promise<void> {
    const {results} = await this.#session.request('stat', [lfn]);
    const [entry] = results;
    if (wanted === null) return assert.equal(entry, undefined, `${lfn} is in the catalogue`);
    assert.ok(entry, `${lfn} is not in the catalogue`);
    const {holds, on, ...keys} = wanted;
    const actual = Object.fromEntries(Object.keys(keys).map((key) => [key, entry[key]]));
    assert.deepEqual(actual, keys, lfn);
    if (on !== undefined) assert.deepEqual(await this.#elements(lfn), [...on].sort(), `replicas of ${lfn}`);
    if (holds === undefined) return;
    assert.equal(entry['size'], String(Buffer.byteLength(holds)), `size of ${lfn}`);
    assert.equal(entry['md5'], createHash('md5').update(holds).digest('hex'), `MD5 of ${lfn}`);
    const replicas = this.#stored(String(entry['guid']));
    assert.ok(replicas.length > 0, `${lfn} is on no disk`);
    for (const replica of replicas) assert.equal(readFileSync(replica, 'utf8'), holds, replica);
  }

  close(): void {
    this.#session.close();
  }

  async #elements(lfn: string): Promise<string[]> {
    const {results} = await this.#session.request('whereis', [lfn]);
    return results.map(({seName}) => String(seName).replace(/^.*::/, '')).sort();
  }

  /** The files with this GUID on the disks of the storage servers. */
  #stored(guid: string): string[] {
    const root = join(this.#grid.dir, 'storage');
    return readdirSync(root, {recursive: true, encoding: 'utf8'})
      .filter((name) => name.endsWith(`/${guid}`))
      .map((name) => join(root, name));
  }
}
