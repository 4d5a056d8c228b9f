import type {Answer} from './answer.ts';
import type {RequestOptions, Requester} from './requester.ts';
import type {Session} from './session.ts';

/**
 * A few sessions that share the requests: each takes the next one when it is free. A session is opened only
 * when all others are busy, since every login counts against the user at the service.
 */
export class SessionPool implements Requester {
  readonly #first: Session;
  readonly #limit: number;
  readonly #sessions: Session[] = [];
  readonly #idle: Session[] = [];
  readonly #waiting: ((session: Session) => void)[] = [];

  /** @param limit how many connections there may be at the most */
  constructor(first: Session, limit: number) {
    this.#first = first;
    this.#limit = limit;
  }

  async request(command: string, options?: readonly string[], details?: RequestOptions): Promise<Answer> {
    const session = await this.#take();
    try {
      return await session.request(command, options, details);
    } finally {
      this.#giveBack(session);
    }
  }

  readonly place = (): ReturnType<Session['place']> => this.#first.place();

  /** Close all connections but the one that the pool was given. */
  close(): void {
    for (const session of this.#sessions) if (session !== this.#first) session.close();
  }

  #take(): Session | Promise<Session> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#sessions.length < this.#limit) {
      const session = this.#sessions.length === 0 ? this.#first : this.#first.sibling();
      this.#sessions.push(session);
      return session;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(session: Session): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#idle.push(session);
  }
}
