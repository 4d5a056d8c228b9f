import type {Answer, Metadata, Result} from './answer.ts';
import type {LfnBase} from '../../paths/lfn.ts';
import type {SessionObserver} from './events.ts';

/** Gets results of an answer that is still coming in. Its promise holds the next ones back. */
export type TakeResults = (results: readonly Result[], metadata: Metadata) => void | Promise<void>;

/** How one request is made. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** ms to wait for the answer; the session's own limit when absent. */
  readonly timeout?: number;
  /**
   * Which half of the answer is wanted: the values for code, the text for people, or both.
   * The server halves its work and the answer with it. Default: both.
   */
  readonly want?: 'keys' | 'text' | 'both';
  /** Let the answer carry the text message that it came as. Default: no. */
  readonly raw?: boolean;
  /**
   * Gets results of a long answer while it comes in, if it is a success. The answer holds those that were not handed
   * over: of a short one, of a refusal, and behind requesters that hand over nothing, all of them.
   */
  readonly onResults?: TakeResults;
  /** Gets what happens for this request alone, besides the observer of the session. */
  readonly observe?: SessionObserver;
}

/**
 * Something that takes requests for the central service: a single session or a pool of them.
 * All typed calls of `catalogue/` need no more than this.
 */
export interface Requester {
  /**
   * Ask the central service one thing. The answer is returned whatever its exit code
   * (`expectSuccess` turns a refusal into an error).
   * @param command name of the server command, e.g. `ls`
   * @param options its words, as they are: nothing is split, quoted or expanded
   * @throws {NetworkError} 107 no connection, 110 no answer in time; the abort reason of `signal`
   */
  request(command: string, options?: readonly string[], details?: RequestOptions): Promise<Answer>;

  /** Where relative names start, as far as that is known without asking; absent: never. */
  readonly place?: () => Promise<KnownPlace | undefined>;

  /** Who the session is and where, as answers have told; undefined before the first. Nothing is asked. */
  readonly standing?: () => Promise<Standing | undefined>;
}

/** Who a session is, and where: what a prompt shows. */
export interface Standing {
  readonly user: string;
  /** both with a slash at their ends */
  readonly directory: string;
  readonly home: string;
}

/** Where relative names start: as answers have told, or as is likely before the first of them. */
export interface KnownPlace extends LfnBase {
  readonly isCertain: boolean;
}
