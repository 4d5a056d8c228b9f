import type {Answer} from '../../session/answer.ts';
import type {SessionPool} from '../../session/pool.ts';
import type {KnownPlace, RequestOptions, Requester} from '../../session/requester.ts';
import type {Session, SessionOptions} from '../../session/session.ts';

/** A session as commands see it. */
export interface GridSession extends Requester {
  /** Several connections behind one requester; they are closed with this session. */
  pool(size: number): Requester;
  close(): void;
}

/** A session whose very code is loaded with the first request: most of what it needs, a local command does not. */
export class LazySession implements GridSession {
  readonly #options: SessionOptions | (() => Promise<SessionOptions>);
  #session: Session | undefined;
  readonly #pools: SessionPool[] = [];

  /** @param options or what gets them, with the first request */
  constructor(options: SessionOptions | (() => Promise<SessionOptions>)) {
    this.#options = options;
  }

  async request(command: string, options?: readonly string[], details?: RequestOptions): Promise<Answer> {
    const session = await this.#get();
    return session.request(command, options, details);
  }

  readonly place = async (): Promise<KnownPlace | undefined> => (await this.#get()).place();

  pool(size: number): Requester {
    let pool: SessionPool | undefined;
    const open = async (): Promise<SessionPool> => {
      const {SessionPool: Pool} = await import('../../session/pool.ts');
      const session = await this.#get();
      if (pool === undefined) {
        pool = new Pool(session, size);
        this.#pools.push(pool);
      }
      return pool;
    };
    return {request: async (...request) => (await open()).request(...request), place: this.place};
  }

  close(): void {
    for (const pool of this.#pools) pool.close();
    this.#session?.close();
  }

  async #get(): Promise<Session> {
    const {Session: Implementation} = await import('../../session/session.ts');
    const options = typeof this.#options === 'function' ? await this.#options() : this.#options;
    this.#session ??= new Implementation(options);
    return this.#session;
  }
}
