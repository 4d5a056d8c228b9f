import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {showCertificate} from '../../lib/cli/show/certificate-report.ts';
import {inspectCertificate} from '../../lib/credentials/inspect.ts';
import {tlsProblem} from '../../lib/credentials/tls-fitness.ts';
import {tokenPlace} from '../../lib/credentials/places.ts';

const NO_VALID_TOKEN = 2;

export default class TokenInfo extends AlienCommand {
  static override readonly shape = 'certificate';
  static override description = 'Show your token certificate. The exit code is 0 only for a valid one.';

  protected async execute(): Promise<void> {
    await this.parse(TokenInfo);
    const env = await this.context.environment();
    const {facts, origin, pem} = inspectCertificate(tokenPlace(env).certificate, 'token');
    const isExpired = showCertificate(facts, origin, this.out, this.isJson);
    const unfit = tlsProblem('token', facts, pem, origin);
    if (!isExpired && !unfit) return;
    this.out.note(isExpired ? `The token in ${origin} is expired.` : `${unfit?.reason}`);
    this.out.note('  > Get a new one: alien token-init');
    this.setExitCode(NO_VALID_TOKEN);
  }
}
