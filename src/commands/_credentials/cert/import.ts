import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {
  askNewPassphrase,
  checkNewPassphrase,
  passphraseFlag,
  passphraseSource,
} from '../../../lib/cli/base/passphrase.ts';
import {passphraseFrom} from '../../../lib/cli/base/passphrase-descriptor.ts';
import type {Program} from '../../../lib/cli/base/program.ts';
import {openArchive} from '../../../lib/credentials/archive.ts';
import {hidingVariables, importContent, importTarget} from '../../../lib/credentials/import-archive.ts';
import {certificateLines} from '../../../lib/credentials/inspect.ts';

export default class CertImport extends AlienCommand {
  static override readonly shape = 'stored-certificate';
  static override description =
    'Make PEM files of a PKCS#12 file, as browsers and authorities give it: ~/.globus/usercert.pem and userkey.pem.';
  static override examples = ['<%= config.bin %> <%= command.id %> myCertificate.p12'];
  static override readonly completes = {file: 'local'} as const;
  static override args = {
    file: Args.string({description: 'the PKCS#12 file (.p12, .pfx)', required: true}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'replace what is there; it is kept as .old'}),
    'no-encryption': Flags.boolean({description: 'write the key without a pass phrase'}),
    ...passphraseFlag,
    'new-passphrase-fd': Flags.integer({
      description:
        'take the new pass phrase of the key from this open descriptor (the same one: its next line)',
      helpValue: 'N',
      min: 0,
      exclusive: ['no-encryption'],
    }),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(CertImport);
    const {program} = this.context;
    const env = await this.context.environment();
    const target = importTarget(env, flags.force);
    const content = await openArchive(
      this.context.path(args.file),
      passphraseSource(flags, program.askPassphrase),
    );
    if (flags['no-encryption']) {
      this.out.note(
        `The key will not be encrypted: anyone who can read ${target.key}, or a backup of it, can act as you.`,
      );
    }
    const passphrase = flags['no-encryption']
      ? undefined
      : await newPassphrase(program, target.key, flags['new-passphrase-fd']);
    importContent(target, content, passphrase);

    const {subject, issuer, begins, ends} = content.certificate;
    const {certificate, key} = target;
    if (this.isJson) this.out.json({subject, issuer, begins, ends, certificate, key});
    else for (const line of certificateLines(content.certificate)) this.out.line(line);
    this.out.note(`Wrote ${certificate} and ${key}.`);
    if (target.replaces) this.out.note('What was there is kept under the same names with .old.');
    if (ends < new Date()) this.out.note('The certificate is expired: the grid will not accept it.');
    for (const name of hidingVariables(env, target)) {
      this.out.note(`${name} is set, so another one is used. To use this one: unset ${name}`);
    }
  }
}

async function newPassphrase(program: Program, origin: string, fd: number | undefined): Promise<string> {
  if (fd === undefined) return askNewPassphrase(program.isInteractive, origin);
  const passphrase = await passphraseFrom(fd)(origin);
  checkNewPassphrase(passphrase);
  return passphrase;
}
