import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {copyAuthorities} from '../../lib/trust/copy-authorities.ts';
import {authorityPlaces} from '../../lib/trust/authorities.ts';
import {globusDirectory} from '../../lib/credentials/places.ts';
import {shellWord} from '../../lib/words/shell-word.ts';

export default class GetCAcerts extends AlienCommand {
  static override readonly shape = 'authorities';
  static override description =
    'Make a copy of your own of the certificates of the authorities, from a machine that has CernVM-FS or ' +
    'grid packages, or from a directory. The old ones stay in use until the new ones are complete.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --from alien-cas ~/grid',
  ];
  static override readonly completes = {dir: 'local-directory'} as const;
  static override args = {
    dir: Args.string({description: 'they go to DIR/certificates; ~/.globus if there is none'}),
  };
  static override flags = {
    from: Flags.string({
      description: 'copy from this directory and those in it (a clone of alisw/alien-cas, say)',
      helpValue: 'SOURCE',
    }),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(GetCAcerts);
    const env = await this.context.environment();
    const {context} = this;
    const from = flags.from === undefined ? undefined : context.path(flags.from);
    const place = args.dir === undefined ? globusDirectory(env) : context.path(args.dir);
    const copied = copyAuthorities(from, join(place, 'certificates'));
    const {source, target, certificates, damaged} = copied;
    for (const file of damaged)
      this.out.note(`Left out, since it holds no certificate of an authority: ${file}`);
    if (this.isJson) this.out.json(copied);
    else this.out.line(`Copied the certificates of ${certificates} authorities from ${source} to ${target}`);
    if (authorityPlaces(env).find((place) => existsSync(place)) === target) return;
    this.out.note(`To use them: export X509_CERT_DIR=${shellWord(target)}`);
  }
}
