import type {Answer} from './requests/answer.ts';
import {isWorthAnother} from './pace/connection-count.ts';
import type {KnownPlace, RequestOptions, Requester} from './requests/requester.ts';
import type {Session} from './session.ts';

/**
 * A few sessions that share the requests: each takes the next one when it is free. A session is opened when all others
 * are busy, and what has been measured so far says that it saves more than its login costs.
 */
export class SessionPool implements Requester {
  readonly #first: Session;
  readonly #limit: number;
  readonly #sessions: Session[] = [];
  readonly #idle: Session[] = [];
  readonly #waiting: ((session: Session) => void)[] = [];
  /** requests that were announced and have not come yet */
  #expected = 0;

  /** @param limit how many connections there may be at the most */
  constructor(first: Session, limit: number) {
    this.#first = first;
    this.#limit = limit;
  }

  readonly place = (): Promise<KnownPlace | undefined> => this.#first.place();

  /** So many requests are going to come, as far as is known. */
  expect(requests: number): void {
    this.#expected = requests;
  }

  async request(command: string, options?: readonly string[], details?: RequestOptions): Promise<Answer> {
    this.#expected = Math.max(this.#expected - 1, 0);
    const session = await this.#take();
    try {
      return await session.request(command, options, details);
    } finally {
      this.#giveBack(session);
    }
  }

  /** Close all connections but the one that the pool was given. */
  close(): void {
    for (const session of this.#sessions) if (session !== this.#first) session.close();
  }

  #take(): Session | Promise<Session> {
    const session = this.#idle.pop() ?? this.#another();
    return session ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** One more session, if that is worth it. */
  #another(): Session | undefined {
    const connections = this.#sessions.length;
    if (connections >= this.#limit) return undefined;
    const pace = this.#first.pace;
    const requests = this.#expected + this.#waiting.length + 1;
    if (connections > 0 && (pace === undefined || !isWorthAnother(pace, {connections, requests})))
      return undefined;
    const session = connections === 0 ? this.#first : this.#first.sibling();
    this.#sessions.push(session);
    return session;
  }

  #giveBack(session: Session): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#idle.push(session);
      return;
    }
    next(session);
    if (this.#waiting.length === 0) return;
    const other = this.#another(); // more is known by now
    if (other) this.#waiting.shift()?.(other);
  }
}
