import {Flags} from '@oclif/core';
import {AlienCommand} from '../lib/cli/alien-command.ts';
import {certificateLines, inspectCertificate} from '../lib/credentials/inspect.ts';
import {tokenPlace} from '../lib/credentials/places.ts';

const NO_VALID_TOKEN = 2;

export default class TokenInfo extends AlienCommand {
  static override description = 'Show your token certificate. The exit code is 0 only for a valid one.';
  static override flags = {json: Flags.boolean({description: 'as JSON'})};

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(TokenInfo);
    const env = await this.context.environment();
    const {facts, origin} = inspectCertificate(tokenPlace(env).certificate, 'token');
    const expired = facts.ends < new Date();
    if (flags.json) {
      const {subject, issuer, begins, ends} = facts;
      this.out.json({subject, issuer, begins, ends, expired, origin});
    } else {
      for (const line of certificateLines(facts)) this.out.line(line);
    }
    if (!expired) return;
    this.out.note(`The token in ${origin} is expired.`);
    this.out.note('  > Get a new one: alien token-init');
    this.setExitCode(NO_VALID_TOKEN);
  }
}
