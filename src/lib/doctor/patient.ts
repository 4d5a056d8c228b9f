import {type Configuration, type Settings, lookAtConfiguration} from '../settings/configured-settings.ts';
import {withAbsolutePaths} from '../settings/read-setting.ts';
import type {Environment} from '../settings/environment.ts';
import type {AskPassphrase} from '../credentials/private-key.ts';
import type {Credentials} from '../credentials/select.ts';
import {InternalError} from '../errors/errors.ts';
import type {Answer} from '../session/requests/answer.ts';
import type {Endpoint} from '../settings/endpoint.ts';
import type {SessionObserver} from '../session/requests/events.ts';
import type {Session} from '../session/session.ts';
import type {Replica} from '../catalogue/access.ts';
import type {Entry} from '../catalogue/entry.ts';

/** An address of a central service, or of the proxy in front of it. */
export interface Address {
  readonly endpoint: Endpoint;
  readonly ip: string;
  readonly port: number;
  readonly isProxy: boolean;
}

/** What one check leaves for those that need it. */
class Fact<T> {
  #value: T | undefined;

  set(value: T): void {
    this.#value = value;
  }

  /** undefined where no check has left it */
  peek(): T | undefined {
    return this.#value;
  }

  /** @throws {InternalError} where the check that leaves it is not among the `needs` */
  get(): T {
    if (this.#value === undefined) throw new InternalError('A check reads what no check before it has left.');
    return this.#value;
  }
}

export interface PatientOptions {
  /** as the process has it, without the configuration file */
  readonly processEnv: Environment;
  /** the current directory, where files are copied to and from */
  readonly cwd: string;
  readonly userAgent: string;
  readonly askPassphrase: AskPassphrase;
  /** told of connections and requests, for the log; absent: no one is told */
  readonly observe?: SessionObserver | undefined;
}

/** Whom the doctor looks at: this machine and its way to the grid, and what is known of them by now. */
export class Patient {
  readonly processEnv: Environment;
  readonly cwd: string;
  readonly userAgent: string;
  readonly askPassphrase: AskPassphrase;
  readonly observe: SessionObserver;
  /** where a file or a variable makes no sense, its settings have the default */
  readonly configuration: Configuration;

  readonly credentials = new Fact<Credentials>();
  readonly addresses = new Fact<readonly Address[]>();
  /** the address that answered first, in the order in which they are tried */
  readonly reached = new Fact<Address>();
  readonly session = new Fact<Session>();
  /** of `whoami`, on its way when the session is open */
  readonly login = new Fact<Promise<Answer>>();
  /** a file of the user's and where it is; undefined where there is none to read */
  readonly file = new Fact<{readonly entry: Entry; readonly replicas: readonly Replica[]} | 'none'>();

  constructor({processEnv, cwd, userAgent, askPassphrase, observe = () => {}}: PatientOptions) {
    this.processEnv = processEnv;
    this.configuration = lookAtConfiguration(withAbsolutePaths(processEnv, cwd));
    this.cwd = cwd;
    this.userAgent = userAgent;
    this.observe = observe;
    this.askPassphrase = askedOnce(askPassphrase);
  }

  get settings(): Settings {
    return this.configuration.settings;
  }

  /** The variables with the configuration file beneath them. */
  get env(): Environment {
    return this.settings.env;
  }

  /** Leave no connection behind. */
  close(): void {
    this.session.peek()?.close();
  }
}

/** Several checks open the same key; the person is asked for its pass phrase once. */
function askedOnce(ask: AskPassphrase): AskPassphrase {
  const answers = new Map<string, string>();
  return async (origin, attempt = 1) => {
    const known = attempt === 1 ? answers.get(origin) : undefined;
    if (known !== undefined) return known;
    const answer = await ask(origin, attempt);
    answers.set(origin, answer);
    return answer;
  };
}
