import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import type {CredentialPlace} from '../../lib/credentials/places.ts';
import type {Environment} from '../../lib/settings/environment.ts';
import {tokenPlace} from '../../lib/credentials/places.ts';
import {verifyPlace} from '../../lib/trust/verify.ts';

const VERIFY_FAILED = 1;

export default class TokenVerify extends AlienCommand {
  static override description =
    'Verify your token: its time, and whether one of the authorities signed it. The exit code is 1 if not.';
  static override flags = {json: Flags.boolean({description: 'as JSON'})};

  /** What it is called in messages. */
  protected readonly what: string = 'token';

  protected placeIn(env: Environment): CredentialPlace {
    return tokenPlace(env);
  }

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(TokenVerify);
    const env = await this.context.environment();
    const verdict = verifyPlace(this.placeIn(env), this.what, env);
    if (!verdict.valid) this.setExitCode(VERIFY_FAILED);
    if (flags.json) return this.out.json(verdict);
    if (verdict.valid)
      this.out.line(`The ${this.what} in ${verdict.origin} is valid: ${verdict.authority} issued it.`);
    else this.out.note(`The ${this.what} in ${verdict.origin} is not valid: ${verdict.reason}.`);
  }
}
