import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {showCertificate} from '../../lib/cli/show/certificate-report.ts';
import {inspectCertificate} from '../../lib/credentials/inspect.ts';
import {tokenPlace} from '../../lib/credentials/places.ts';

const NO_VALID_TOKEN = 2;

export default class TokenInfo extends AlienCommand {
  static override description = 'Show your token certificate. The exit code is 0 only for a valid one.';
  static override flags = {json: Flags.boolean({description: 'as JSON'})};

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(TokenInfo);
    const env = await this.context.environment();
    const {facts, origin} = inspectCertificate(tokenPlace(env).certificate, 'token');
    if (!showCertificate(facts, origin, this.out, flags.json)) return;
    this.out.note(`The token in ${origin} is expired.`);
    this.out.note('  > Get a new one: alien token-init');
    this.setExitCode(NO_VALID_TOKEN);
  }
}
