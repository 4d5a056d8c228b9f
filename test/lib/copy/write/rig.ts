import type {CopyEvent, CopyStep} from '../../../../src/lib/copy/model/events.ts';
import type {UploadItem} from '../../../../src/lib/copy/model/plan.ts';
import {RefusedRemovals} from '../../../../src/lib/copy/leftovers/refused-removals.ts';
import type {UploadJournal} from '../../../../src/lib/copy/leftovers/upload-journal.ts';
import {Transfers} from '../../../../src/lib/copy/transfer/transfers.ts';
import type {WriteContext} from '../../../../src/lib/copy/write/context.ts';
import {DirectCopies} from '../../../../src/lib/copy/write/direct-copies.ts';
import {DirectoryOwners} from '../../../../src/lib/copy/write/directory-owners.ts';
import {NameCheck} from '../../../../src/lib/copy/write/name-check.ts';
import {UnregisteredBytes} from '../../../../src/lib/copy/write/unregistered-bytes.ts';
import type {Upload} from '../../../../src/lib/copy/write/upload.ts';
import {FileHashes} from '../../../../src/lib/copy/transfer/file-hashes.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import type {StoredReplica} from '../../../../src/lib/paths/replica-url.ts';
import {hashSmallFiles} from '../../../../src/lib/storage/local-disk.ts';
import type {Transferred} from '../../../../src/lib/storage/storage.ts';
import {FakeGrid} from '../support/fake-grid.ts';
import {FakeStorage, md5Of} from '../support/fake-storage.ts';

export const LFN = absoluteLfn('/alice/home/file');
export const TEXT = 'the content';

/** One file on its way to a fake grid, step by step. */
export class WriteRig {
  readonly grid = new FakeGrid();
  readonly storage = new FakeStorage();
  readonly warnings: string[] = [];
  readonly events: CopyEvent[] = [];
  /** what the journal of uploads was told, such as `end TWO` */
  readonly noted: string[] = [];
  /** the steps that the upload has come to */
  readonly steps: CopyStep[] = [];
  readonly #abort = new AbortController();
  /** Told what was sent in the place of what is said to have been sent. */
  sent: (facts: Transferred, replica: StoredReplica) => Transferred = (facts) => facts;

  abort(): void {
    this.#abort.abort(new Error('the user'));
  }

  /** @param more replaces parts of the context */
  upload(more: Partial<WriteContext> = {}, item: Partial<UploadItem> = {}): Upload {
    const {grid, storage, steps} = this;
    const context: WriteContext = {
      grid,
      storage,
      comparison: 'time',
      strict: false,
      retries: 0,
      transfers: new Transfers(8, undefined, (event) => this.events.push(event)),
      emit: (event) => this.events.push(event),
      warn: (text) => this.warnings.push(text),
      mayTakeOthers: false,
      hashes: new FileHashes(hashSmallFiles),
      direct: new DirectCopies(0),
      owners: new DirectoryOwners(grid),
      unregistered: new UnregisteredBytes(storage, this.#journal(), new RefusedRemovals(() => undefined)),
      names: new NameCheck(grid),
      replacements: undefined,
      backup: undefined,
      ...more,
    };
    const state = {
      signal: this.#abort.signal,
      letNextStart: () => undefined,
      registering: context.names.begin(),
      set step(step: CopyStep) {
        steps.push(step);
      },
      get step(): CopyStep {
        return steps.at(-1) ?? 'look up';
      },
    };
    return {
      item: {
        id: 1,
        source: '/tmp/source',
        destination: LFN,
        lfn: LFN,
        size: TEXT.length,
        changed: undefined,
        unchangedSince: undefined,
        existing: undefined,
        specification: undefined,
        ...item,
      },
      content: {size: TEXT.length, md5: md5Of(TEXT), send: (replica, call) => this.#send(replica, call)},
      context,
      state,
    };
  }

  /** Storage elements that hold bytes. */
  holders(): string[] {
    return [...this.storage.files.keys()].map(elementOf).sort();
  }

  async #send(replica: StoredReplica, call: {readonly signal: AbortSignal}): Promise<Transferred> {
    this.storage.files.set(replica.url, Buffer.from(TEXT));
    await this.storage.before('upload', replica.url, call.signal);
    call.signal.throwIfAborted();
    return this.sent({bytes: TEXT.length, seconds: 0.01, md5: md5Of(TEXT)}, replica);
  }

  #journal(): UploadJournal {
    const note = (what: string) => (url: string) => void this.noted.push(`${what} ${elementOf(url)}`);
    const journal: Pick<UploadJournal, 'begin' | 'asking' | 'end'> = {
      begin: (_, replicas) => replicas.forEach(({url}) => note('begin')(url)),
      asking: note('asking'),
      end: note('end'),
    };
    return journal as UploadJournal;
  }
}

/** `root://ALICE::A::ONE//...` -> `ONE` */
export function elementOf(url: string): string {
  return /^root:\/\/[^/]*?(\w+)\//.exec(url)?.[1] ?? url;
}
