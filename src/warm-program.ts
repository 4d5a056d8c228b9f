import {Program} from './lib/cli/base/program.ts';
import type {GridAccess} from './lib/cli/base/grid-access.ts';
import type {AskPassphrase} from './lib/credentials/private-key.ts';
import {UserError} from './lib/errors/errors.ts';
import type {Environment} from './lib/settings/environment.ts';

/** The program of a worker. It has no terminal: who has to be asked for a pass phrase is asked without agent. */
export class WarmProgram extends Program {
  readonly #seen = new Set<GridAccess>();
  /** gives the command back to its caller; nothing was done yet */
  giveBack: () => void = () => undefined;

  constructor(userAgent: string) {
    super(userAgent, () => false);
  }

  /** How many different ones have come: each has connections of its own. */
  get environments(): number {
    return this.#seen.size;
  }

  override readonly askPassphrase: AskPassphrase = () => {
    this.giveBack();
    return Promise.reject(
      new UserError('There is no terminal to ask for a pass phrase.', {code: 'NO_PASSPHRASE'}),
    );
  };

  override access(env: Environment): GridAccess {
    const access = super.access(env);
    this.#seen.add(access);
    return access;
  }
}
