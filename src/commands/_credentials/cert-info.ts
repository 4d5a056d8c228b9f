import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {showCertificate} from '../../lib/cli/show/certificate-report.ts';
import {passphraseFlag, passphraseSource} from '../../lib/cli/base/passphrase.ts';
import {inspectUserCertificate} from '../../lib/credentials/inspect.ts';
import {tlsProblem} from '../../lib/credentials/tls-fitness.ts';

const NO_VALID_CERTIFICATE = 2;

export default class CertInfo extends AlienCommand {
  static override readonly shape = 'certificate';
  static override description = 'Show your user certificate. The exit code is 0 only for a valid one.';
  static override flags = {
    p12: Flags.string({description: 'show the certificate in this PKCS#12 file', helpValue: 'FILE'}),
    ...passphraseFlag,
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(CertInfo);
    const env = await this.context.environment();
    const p12 = flags.p12 === undefined ? undefined : this.context.path(flags.p12);
    const ask = passphraseSource(flags, this.context.program.askPassphrase);
    const {facts, origin, pem} = await inspectUserCertificate(env, p12, ask);
    const isExpired = showCertificate(facts, origin, this.out, this.isJson);
    if (isExpired) this.out.note(`The certificate in ${origin} is expired.`);
    const unfit = tlsProblem('user', facts, pem, origin);
    if (unfit)
      for (const line of [unfit.reason, ...unfit.next.map((step) => `  > ${step}`)]) this.out.note(line);
    if (isExpired || unfit) this.setExitCode(NO_VALID_CERTIFICATE);
  }
}
