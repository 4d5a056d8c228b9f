import type {Answer} from '../../session/requests/answer.ts';
import type {SessionPool} from '../../session/pool.ts';
import type {KnownPlace, RequestOptions, Requester, Standing} from '../../session/requests/requester.ts';
import type {Session, SessionOptions} from '../../session/session.ts';

/** Several connections as commands see them. */
export interface GridPool extends Requester {
  /** So many requests are going to come, as far as is known. */
  expect(requests: number): void;
}

/** A session as commands see it. */
export interface GridSession extends Requester {
  /** Several connections behind one requester, each opened when it is worth its login; closed with this session. */
  pool(size: number): GridPool;
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

  readonly standing = async (): Promise<Standing | undefined> => this.#session?.standing();

  pool(size: number): GridPool {
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
    let expected = 0;
    return {
      expect: (requests) => (pool ? pool.expect(requests) : (expected = requests)),
      request: async (...request) => {
        const opened = await open();
        if (expected > 0) opened.expect(expected);
        expected = 0;
        return opened.request(...request);
      },
      place: this.place,
    };
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
