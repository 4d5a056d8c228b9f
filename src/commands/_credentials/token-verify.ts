import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {type CredentialPlace, tokenPlace} from '../../lib/credentials/places.ts';
import type {Environment} from '../../lib/settings/environment.ts';
import {verifyPlace} from '../../lib/trust/verify.ts';

const VERIFY_FAILED = 1;

/**
 * A command that verifies one kind of certificate.
 * @param what it is called in messages
 */
export function verifying(what: string, placeIn: (env: Environment) => CredentialPlace) {
  return class Verify extends AlienCommand {
    static override readonly shape = 'verdict';
    static override description = `Verify your ${what}: its time, and whether one of the authorities signed it. The exit code is 1 if not.`;

    protected async execute(): Promise<void> {
      await this.parse(Verify);
      const env = await this.context.environment();
      const verdict = verifyPlace(placeIn(env), what, env);
      if (!verdict.valid) this.setExitCode(VERIFY_FAILED);
      if (this.isJson) return this.out.json(verdict);
      if (verdict.valid)
        this.out.line(`The ${what} in ${verdict.origin} is valid: ${verdict.authority} issued it.`);
      else this.out.note(`The ${what} in ${verdict.origin} is not valid: ${verdict.reason}.`);
    }
  };
}

export default verifying('token', tokenPlace);
