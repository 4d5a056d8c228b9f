import type {Authority} from '../../authority/authority.ts';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import type {StorageElement} from '../../catalogue/elements/elements.ts';
import type {JobOutputs} from '../../jobs/outputs.ts';
import type {TaskQueue} from '../../jobs/queue.ts';
import type {Contents} from '../../storage/contents.ts';
import type {Reach} from '../../storage/reach.ts';
import type {Faults} from '../../faults/faults.ts';
import type {Chronicle} from '../../catalogue/chronicle.ts';
import type {EnvelopeSealer} from './envelope.ts';
import type {FindCache} from './find-cache.ts';

/** What the commands work on: all that the connections of one service share. */
export interface Grid {
  readonly catalogue: Catalogue;
  readonly jobs: TaskQueue;
  /** Left out: no worker runs, and jobs stay where they are. */
  readonly outputs?: JobOutputs;
  readonly authority: Authority;
  readonly envelopes: EnvelopeSealer;
  /** The bytes of the storage elements. */
  readonly contents: Contents;
  /** What `find` has answered a short while ago. */
  readonly finds: FindCache;
  /** How replicas are looked at. */
  readonly reach: Reach;
  /** What goes wrong at present. */
  readonly faults: Faults;
  /** What the background work reports. */
  readonly chronicle: Chronicle;
  /** Where a path of a storage element is reached now, `root://127.0.0.1:PORT//disk1/...`. */
  readonly urlOf: (element: Pick<StorageElement, 'number'>, path: string) => string;
  /** Where it is reached by HTTP; undefined if it is not. */
  readonly httpUrlOf: (element: StorageElement, path: string) => string | undefined;
  /** Tells the storage that a client is about to read there. */
  readonly beforeRead: (element: StorageElement, path: string) => void;
  /** Tells the storage that copies wait for removal. */
  readonly deletionsQueued: () => void;
  /** Takes what went wrong inside a command without being meant to. */
  readonly onError: (error: unknown) => void;
  /** Tells the storage that transfers wait. */
  readonly transfersQueued: () => void;
}
