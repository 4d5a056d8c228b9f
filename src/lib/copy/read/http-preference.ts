import type {Replica} from '../../catalogue/access.ts';
import {isHttp} from '../../paths/replica-url.ts';
import type {CopyEvent} from '../model/events.ts';

/** What happens to replicas without an address of HTTP in a copy that wants one: they are read by XRootD, as a last way. */
export class HttpPreference {
  readonly #emit: (event: CopyEvent) => void;
  readonly #told = new Set<string>();

  constructor(emit: (event: CopyEvent) => void) {
    this.#emit = emit;
  }

  /** Those that have one first, else in the order that they came in. */
  order(replicas: readonly Replica[]): Replica[] {
    const having = replicas.filter(({url}) => isHttp(url));
    return [...having, ...replicas.filter(({url}) => !isHttp(url))];
  }

  /** Say of each storage element once that it is not read over HTTP. */
  tellOther({se, url}: Replica): void {
    if (isHttp(url) || this.#told.has(se)) return;
    this.#told.add(se);
    this.#emit({kind: 'note', text: `${se} has no address of HTTP: it is read by XRootD.`});
  }
}
