import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {passphraseFlag, passphraseSource} from '../../lib/cli/base/passphrase.ts';
import {matchKey} from '../../lib/credentials/match.ts';
import {type CredentialPlace, tokenPlace} from '../../lib/credentials/places.ts';
import type {Environment} from '../../lib/settings/environment.ts';

const DIFFERENT = 42;

/**
 * A command that looks whether a certificate and its key belong together.
 * @param what the certificate is called in messages
 */
export function matching(what: string, placeIn: (env: Environment) => CredentialPlace) {
  return class Match extends AlienCommand {
    static override readonly shape = 'match';
    static override description = `Check whether your ${what} and its key belong together. The exit code is 42 if they do not.`;
    static override flags = passphraseFlag;

    protected async execute(): Promise<void> {
      const {flags} = await this.parse(Match);
      const place = placeIn(await this.context.environment());
      const match = await matchKey(place, what, passphraseSource(flags, this.context.program.askPassphrase));
      if (match.warning !== undefined) this.out.note(`Beware: ${match.warning}.`);
      if (!match.matches) this.setExitCode(DIFFERENT);
      const {matches, certificate, key} = match;
      if (this.isJson) return this.out.json({matches, certificate, key});
      if (matches) this.out.line(`${key} is the key for ${certificate}.`);
      else this.out.note(`${key} is not the key for ${certificate}.`);
    }
  };
}

export default matching('token', tokenPlace);
