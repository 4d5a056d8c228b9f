import type {Environment} from '../credentials/places.ts';
import {type Authorities, loadAuthorities} from '../credentials/authorities.ts';
import type {AskPassphrase} from '../credentials/private-key.ts';
import {type Credentials, selectCredentials} from '../credentials/select.ts';
import {unlock} from '../credentials/unlock.ts';
import {NetworkError} from '../errors/errors.ts';
import {type Answer, parseAnswer} from './answer.ts';
import {Connection} from './connection.ts';
import {type Endpoint, endpoints} from './endpoint.ts';
import type {SessionEvent, SessionObserver} from './events.ts';
import {expectSuccess} from './expect-success.ts';
import {type Limits, limitsFrom} from './limits.ts';
import {encodeRequest, spoilsConnection} from './message.ts';
import type {RequestOptions, Requester} from './requester.ts';

export interface SessionOptions {
  readonly env: Environment;
  /** how the program calls itself to the service */
  readonly userAgent: string;
  /** asks the person for the pass phrase of an encrypted key */
  readonly askPassphrase?: AskPassphrase;
  /** what to log in with; `user` leaves tokens aside, since one is never made with another. Default: any */
  readonly credentials?: 'any' | 'user';
  /** gets all events of the session and its siblings */
  readonly observe?: SessionObserver;
}

/** What a session logs in with; found once and shared by all its connections. */
interface Login {
  readonly credentials: Credentials;
  readonly authorities: Authorities;
  readonly endpoints: readonly Endpoint[];
  readonly limits: Limits;
}

/**
 * A session with the central service. Nothing happens before the first request; then it finds credentials,
 * connects and keeps the connection. Requests wait for one another. A lost connection is made again for the next
 * request, in the same directory and role; a request that was sent is never sent twice.
 */
export class Session implements Requester {
  readonly #options: SessionOptions;
  #login: Promise<Login> | undefined;
  #connection: Connection | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #state: {user: string; directory: string; loginUser: string} | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  request(command: string, options: readonly string[] = [], details: RequestOptions = {}): Promise<Answer> {
    const turn = this.#queue.then(() => this.#perform(command, options, details));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Another session with the same login, for a pool: the credentials are found (and asked for) only once. */
  sibling(): Session {
    const other = new Session(this.#options);
    other.#login = this.#loggedIn();
    other.#login.catch(() => {}); // reported by the request that needs it
    return other;
  }

  /** End the connection. A later request would make a new one. */
  close(): void {
    if (this.#connection === undefined) return;
    this.#connection.close();
    this.#connection = undefined;
    this.#tell({kind: 'closed', reason: 'no longer needed'});
  }

  async #perform(command: string, options: readonly string[], details: RequestOptions): Promise<Answer> {
    const message = encodeRequest(command, options, details.want ?? 'both');
    const {limits} = await this.#loggedIn();
    const connection = await this.#connected(details.signal);
    this.#tell({kind: 'request', command, options});
    const sent = performance.now();
    const text = await connection.request(message, details.timeout ?? limits.answer, details.signal);
    this.#tell({kind: 'answer', command, text, milliseconds: performance.now() - sent});
    const answer = parseAnswer(text);
    if (spoilsConnection(message)) this.close();
    const {user, currentdir} = answer.metadata;
    this.#state = {user, directory: currentdir, loginUser: this.#state?.loginUser ?? user};
    return answer;
  }

  #tell(event: SessionEvent): void {
    this.#options.observe?.(event);
  }

  #loggedIn(): Promise<Login> {
    this.#login ??= this.#findLogin();
    return this.#login;
  }

  async #findLogin(): Promise<Login> {
    const {env, askPassphrase, credentials: only = 'any'} = this.#options;
    const limits = limitsFrom(env);
    const targets = endpoints(env);
    const selected = selectCredentials(env, {only});
    const authorities = loadAuthorities(env);
    const credentials = await unlock(selected, askPassphrase);
    return {credentials, authorities, endpoints: targets, limits};
  }

  async #connected(signal?: AbortSignal): Promise<Connection> {
    if (this.#connection?.isOpen) return this.#connection;
    const connection = await this.#connect(signal);
    this.#connection = connection;
    await this.#restore(connection, signal);
    return connection;
  }

  async #connect(signal?: AbortSignal): Promise<Connection> {
    const {endpoints: targets, limits, ...login} = await this.#loggedIn();
    const options = {limits, userAgent: this.#options.userAgent};
    let failure: unknown;
    for (let attempt = 1; attempt <= limits.connectTries; attempt++) {
      if (attempt > 1) await pause(limits.connectPause, signal);
      for (const endpoint of targets) {
        this.#tell({kind: 'connecting', endpoint, attempt});
        const started = performance.now();
        try {
          const connection = await Connection.open({...login, endpoint}, options, signal);
          this.#tell({kind: 'connected', endpoint, milliseconds: performance.now() - started});
          return connection;
        } catch (error) {
          this.#tell({kind: 'connect-failed', endpoint, error});
          if (!(error instanceof NetworkError)) throw error; // a refusal does not pass by waiting
          failure = error;
        }
      }
    }
    throw failure;
  }

  /** A new connection starts in the home directory and in the own role: bring it to where the lost one was. */
  async #restore(connection: Connection, signal?: AbortSignal): Promise<void> {
    const state = this.#state;
    if (state === undefined) return;
    const {limits} = await this.#loggedIn();
    const ask = async (command: string, word: string): Promise<void> => {
      expectSuccess(
        parseAnswer(await connection.request(encodeRequest(command, [word], 'both'), limits.answer, signal)),
      );
    };
    if (state.user !== state.loginUser) await ask('user', state.user);
    await ask('cd', state.directory);
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, {once: true});
  });
}
