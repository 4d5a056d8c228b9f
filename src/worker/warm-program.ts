import {type Engines, realEngines} from '../lib/cli/base/engines.ts';
import {Program} from '../lib/cli/base/program.ts';
import type {GridAccess} from '../lib/cli/base/grid-access.ts';
import type {AskPassphrase} from '../lib/credentials/private-key.ts';
import {UserError} from '../lib/errors/errors.ts';
import type {SessionObserver} from '../lib/session/requests/events.ts';
import type {Environment} from '../lib/settings/environment.ts';

/** The program of a worker. It has no terminal: who has to be asked for a pass phrase is asked without agent. */
export class WarmProgram extends Program {
  readonly #seen = new Set<GridAccess>();
  #giveBack: () => void = () => undefined;
  #hasAsked = false;

  constructor(userAgent: string, engines: Engines = realEngines) {
    super(userAgent, () => false, engines);
  }

  /** How many different ones have come: each has connections of its own. */
  get environments(): number {
    return this.#seen.size;
  }

  /** A command begins. @param giveBack lets its caller do all of it, as long as nothing was done */
  begin(giveBack: () => void): void {
    this.#giveBack = giveBack;
    this.#hasAsked = false;
  }

  override readonly observe: SessionObserver = ({kind}) => {
    if (kind === 'request') this.#hasAsked = true;
  };

  override readonly askPassphrase: AskPassphrase = (origin) => {
    // Later, where a token ends in the middle of a command, what was asked for would be done twice.
    if (!this.#hasAsked) this.#giveBack();
    return Promise.reject(
      new UserError(`${origin} needs a pass phrase, and the agent has no terminal to ask for it.`, {
        code: 'NO_PASSPHRASE',
        next: ['Look what of the command was done, then: alien token-init'],
      }),
    );
  };

  override access(env: Environment): GridAccess {
    const access = super.access(env);
    this.#seen.add(access);
    return access;
  }
}
