import {type Answer, isMisread, parseAnswer} from './requests/answer.ts';
import type {Connection} from './connection/connection.ts';
import {establish} from './connection/establish.ts';
import type {SessionEvent, SessionObserver} from './requests/events.ts';
import {OwnChanges} from './retry/fresh-find.ts';
import {type Login, type LoginOptions, findLogin, isOver} from './connection/login.ts';
import {encodeRequest, spoilsConnection} from './requests/message.ts';
import {RequestMisread, persist} from './retry/persist.ts';
import {Reading} from './reading/reading.ts';
import type {Limits} from '../settings/limits.ts';
import {type Step, Whereabouts} from './place.ts';
import type {KnownPlace, RequestOptions, Requester, Standing} from './requests/requester.ts';
import {likelyHome} from './likely-home.ts';
import type {Pace} from './pace/connection-count.ts';
import {PaceMeter} from './pace/pace-meter.ts';
import {type Asked, Throttle} from './pace/throttle.ts';

export interface SessionOptions extends LoginOptions {
  /** how the program calls itself to the service */
  readonly userAgent: string;
  /** gets all events of the session and its siblings */
  readonly observe?: SessionObserver;
}

/** What the siblings of a session have in common. */
interface Family {
  readonly whereabouts: Whereabouts;
  readonly throttle: Throttle;
  readonly meter: PaceMeter;
  readonly ownChanges: OwnChanges;
  isThrottlingTold?: boolean;
}

/**
 * A session with the central service. Nothing happens before the first request; then it finds credentials,
 * connects and keeps the connection. Requests wait for one another. A lost connection is made again, in the same
 * directory and role; a request whose answer was lost is made again only where that does no harm (`repeatable.ts`).
 */
export class Session implements Requester {
  readonly #options: SessionOptions;
  #family: Family;
  #login: Promise<Login> | undefined;
  #connection: Connection | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #compressed = true;

  constructor(options: SessionOptions) {
    this.#options = options;
    const throttle = new Throttle();
    this.#family = {
      whereabouts: new Whereabouts(options.settings.get('session.site')),
      throttle,
      meter: new PaceMeter(throttle),
      ownChanges: new OwnChanges(),
    };
  }

  request(command: string, options: readonly string[] = [], details: RequestOptions = {}): Promise<Answer> {
    const turn = this.#queue.then(() => this.#performFresh(command, options, details));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /**
   * Another session with the same login, for a pool: the credentials are found (and asked for) only once. Wherever
   * one of the two goes (directory, role, site), the other one goes too, with its next request. It is for many
   * short answers: nothing is compressed there.
   */
  sibling(): Session {
    const other = new Session(this.#options);
    other.#family = this.#family;
    other.#compressed = false;
    other.#login = this.#loggedIn();
    other.#login.catch(() => {}); // reported by the request that needs it
    return other;
  }

  /** The place where the session is; before the first answer, the home that the certificate makes likely. */
  readonly place = async (): Promise<KnownPlace | undefined> => {
    const base = this.#family.whereabouts.base();
    if (base) return {...base, isCertain: true};
    const home = likelyHome((await this.#loggedIn()).credentials.certificate.subject);
    return home === undefined ? undefined : {cwd: home, home, isCertain: false};
  };

  /** The directory and the home as the service has told them last; undefined before it has. */
  readonly standing = async (): Promise<Standing | undefined> => this.#family.whereabouts.standing();

  /** How fast the service is, as measured by this session and its siblings; undefined before the first answer. */
  get pace(): Pace | undefined {
    return this.#family.meter.pace;
  }

  /** End the connection. A later request would make a new one. */
  close(): void {
    this.#drop('no longer needed');
  }

  /** The service may answer `find` from memory; not where this session has changed something meanwhile. */
  async #performFresh(command: string, options: readonly string[], details: RequestOptions): Promise<Answer> {
    const {ownChanges} = this.#family;
    const words = ownChanges.wordsFor(command, options);
    ownChanges.note(command, words);
    try {
      return await this.#perform(command, words, details);
    } finally {
      ownChanges.note(command, words);
    }
  }

  async #perform(command: string, words: readonly string[], details: RequestOptions): Promise<Answer> {
    const {signal, observe} = details;
    const message = encodeRequest(command, words, details.want ?? 'both');
    const {limits} = await this.#loggedIn(observe);
    return persist(
      command,
      words,
      {
        prepare: () => this.#prepare(command, words, details, limits),
        send: (connection) => this.#send(connection, {command, words, message}, details, limits),
        ask: async (other, its) => {
          const asking = {...(signal && {signal}), ...(observe && {observe})};
          const connection = await this.#prepare(other, its, asking, limits);
          const request = {command: other, words: its, message: encodeRequest(other, its, 'keys')};
          return this.#send(connection, request, asking, limits);
        },
        again: (attempt) => this.#tell({kind: 'repeating', command, attempt}, observe),
      },
      limits,
      signal,
    );
  }

  /** A connection that is where the session is. */
  async #prepare(
    command: string,
    words: readonly string[],
    details: RequestOptions,
    limits: Limits,
  ): Promise<Connection> {
    const {whereabouts} = this.#family;
    const current = this.#connection;
    const isReady = current?.isOpen && current.idleFor < limits.idle;
    let connection = isReady ? current : await this.#connected(details);
    let way = whereabouts.wayFor(connection, command, words);
    if (way === undefined) {
      this.#drop('in another role');
      connection = await this.#connected(details);
      way = whereabouts.wayFor(connection, command, words) ?? [];
    }
    for (const step of way) await this.#step(connection, step, details.signal);
    return connection;
  }

  async #step(connection: Connection, step: Step, signal?: AbortSignal): Promise<void> {
    const {limits} = await this.#loggedIn();
    const message = encodeRequest(step.command, [step.word], 'both');
    const text = await connection.request(message, {timeout: limits.answer, signal});
    const answer = await this.#parsed(() => parseAnswer(text ?? ''));
    this.#family.whereabouts.stepped(connection, step, answer);
  }

  async #send(
    connection: Connection,
    {command, words, message}: {command: string; words: readonly string[]; message: string},
    details: RequestOptions,
    limits: Limits,
  ): Promise<Answer> {
    const {observe} = details;
    this.#tell({kind: 'request', command, options: words}, observe);
    const asked = this.#family.throttle.asked();
    const sent = performance.now();
    const slow = setTimeout(
      () => this.#tell({kind: 'slow', command, milliseconds: limits.slow}, observe),
      limits.slow,
    );
    const reading = new Reading(details);
    let text: string | undefined;
    try {
      const {signal, take} = reading;
      text = await connection.request(message, {timeout: details.timeout ?? limits.answer, signal, take});
    } catch (error) {
      throw reading.failureOf(error);
    } finally {
      clearTimeout(slow);
    }
    const milliseconds = performance.now() - sent;
    this.#tell({kind: 'answer', command, ...reading.told(text), milliseconds}, observe);
    this.#family.meter.answered(milliseconds);
    this.#countLost(asked, limits.slow, observe);
    const answer = await this.#parsed(() => reading.answer(text));
    this.#understand(connection, {command, words, message}, answer);
    return details.raw && text !== undefined ? {...answer, raw: text} : answer;
  }

  #understand(
    connection: Connection,
    {command, words, message}: {command: string; words: readonly string[]; message: string},
    answer: Answer,
  ): void {
    if (isMisread(answer)) {
      this.#drop('spoiled');
      throw new RequestMisread(answer.metadata.error, {code: 'INVALID_ARGUMENT'});
    }
    this.#family.whereabouts.answered(connection, command, words, answer);
    if (spoilsConnection(message)) this.#drop('spoiled by a long request');
  }

  async #parsed(parse: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await parse();
    } catch (error) {
      this.#drop('out of step'); // what comes next on this connection may be the answer to this request
      throw error;
    }
  }

  #countLost(asked: Asked, worthTelling: number, observe?: SessionObserver): void {
    const lost = this.#family.throttle.answered(asked);
    if (lost < worthTelling || this.#family.isThrottlingTold) return;
    this.#family.isThrottlingTold = true;
    this.#tell({kind: 'throttled', milliseconds: lost}, observe);
  }

  /** The connection, or a new one in place of one that has been lost meanwhile. */
  async #connected({signal, observe}: RequestOptions): Promise<Connection> {
    const {limits} = await this.#loggedIn();
    const connection = this.#connection;
    if (connection?.isOpen) {
      if (connection.idleFor < limits.idle || (await connection.isAlive(limits.pong))) return connection;
    }
    this.#drop('lost');
    if (isOver(await this.#loggedIn())) this.#login = undefined; // there may be a newer certificate by now
    const login = await this.#loggedIn(observe);
    const begun = performance.now();
    const manner = {userAgent: this.#options.userAgent, compressed: this.#compressed};
    const made = await establish(login, manner, (event) => this.#tell(event, observe), signal);
    this.#family.throttle.loggedIn();
    this.#family.meter.loggedIn(performance.now() - begun);
    made.whenLost((reason) => {
      if (this.#connection !== made) return;
      this.#connection = undefined;
      this.#tell({kind: 'closed', reason});
    });
    this.#connection = made;
    return made;
  }

  #drop(reason: string): void {
    if (this.#connection === undefined) return;
    this.#connection.close();
    this.#connection = undefined;
    this.#tell({kind: 'closed', reason});
  }

  #loggedIn(observe?: SessionObserver): Promise<Login> {
    this.#login ??= findLogin({...this.#options, observe: (event) => this.#tell(event, observe)});
    return this.#login;
  }

  /** @param observe of the request that it happened for; the end of a connection belongs to none */
  #tell(event: SessionEvent, observe?: SessionObserver): void {
    this.#options.observe?.(event);
    observe?.(event);
  }
}
