import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {copy, type CopyOptions} from '../../../../src/lib/copy/copy.ts';
import type {CopySummary} from '../../../../src/lib/copy/model/events.ts';
import type {CopyOperands, CopySettings} from '../../../../src/lib/copy/model/request.ts';
import type {CopyServices} from '../../../../src/lib/copy/services.ts';
import type {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';
import type {ReplacementJournal} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {parsePairs} from '../../../../src/lib/copy/operands/pair-list.ts';
import {FakeGrid} from './fake-grid.ts';
import {FakeStorage, md5Of} from './fake-storage.ts';

/** The GUID of a file that a test has placed: without a time. */
export function guidOf(lfn: string): string {
  return md5Of(lfn).replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12})$/, '$1-$2-4$3-$4-$5');
}

/** A fake grid, fake storage elements and a local directory for one test. */
export class Workbench {
  readonly grid = new FakeGrid();
  readonly storage = new FakeStorage();
  readonly dir: string;
  journal: ReplacementJournal | undefined;
  uploads: UploadJournals | undefined;

  constructor(dir: string) {
    this.dir = dir;
  }

  static async open(): Promise<Workbench> {
    return new Workbench(await mkdtemp(join(tmpdir(), 'alien-copy-')));
  }

  async close(): Promise<void> {
    await rm(this.dir, {recursive: true, force: true});
  }

  /** Copy with relative local names meant below the workbench's directory, without waiting for repetitions. */
  copy(
    source: string | string[],
    destination: string,
    more: Partial<CopyOperands & CopySettings> & CopyOptions = {},
  ): Promise<CopySummary> {
    const {signal, onEvent, ...rest} = more;
    const sources = typeof source === 'string' ? [source] : source;
    return copy({sources, destination, retries: 0, ...rest}, this.services(), {
      ...(signal && {signal}),
      ...(onEvent && {onEvent}),
    });
  }

  /** What a copy works with here. */
  services(): CopyServices {
    const {grid, storage, dir: cwd, journal, uploads} = this;
    return {grid, storage, cwd, ...(journal && {journal}), ...(uploads && {uploads})};
  }

  /** Copy a list as it would be written in a file. */
  async copyList(text: string, more: CopySettings = {}): Promise<CopySummary> {
    const pairs = await parsePairs(text);
    return await copy({pairs, retries: 0, ...more}, {grid: this.grid, storage: this.storage, cwd: this.dir});
  }

  /** Put a file on the grid, with one replica on each of the elements. */
  place(lfn: string, content: string, replicas = 1): void {
    this.grid.makeDirectory(lfn.slice(0, lfn.lastIndexOf('/')));
    const guid = guidOf(lfn);
    const urls =
      content === '' ? [] : this.grid.elements.slice(0, replicas).map((se) => `root://${se}//${guid}${lfn}`);
    for (const url of urls) this.storage.files.set(url, Buffer.from(content));
    this.grid.entries.set(lfn, {
      type: 'f',
      size: Buffer.byteLength(content),
      md5: md5Of(content),
      guid: content === '' ? '' : guid,
      replicas: urls,
    });
  }

  /** What a reader of an LFN gets; undefined where there is no entry or its replicas differ. */
  contentOf(lfn: string): string | undefined {
    const entry = this.grid.entries.get(lfn);
    if (!entry || entry.type !== 'f') return undefined;
    if (entry.size === 0) return '';
    const contents = new Set(entry.replicas.map((url) => this.storage.files.get(url)?.toString()));
    return contents.size === 1 ? [...contents][0] : undefined;
  }

  /** Files on the storage that no entry knows, and that the service will not delete. */
  orphans(): string[] {
    const known = new Set([...this.grid.entries.values()].flatMap(({replicas}) => replicas));
    const isKnown = (url: string) => known.has(url) || this.grid.queuedForDeletion.has(url);
    return [...this.storage.files.keys()].filter((url) => !isKnown(url));
  }

  lfns(): string[] {
    return [...this.grid.entries].filter(([, {type}]) => type === 'f').map(([lfn]) => lfn);
  }

  async localNames(): Promise<string[]> {
    return (await readdir(this.dir, {recursive: true})).sort();
  }
}
