import {join} from 'node:path';
import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {OLD_NAMES} from '../../../lib/cli/lines/called-as.ts';
import {NameLinks} from '../../../lib/cli/lines/name-links.ts';

export default class CompatLink extends AlienCommand {
  static override description =
    'Install the names that scripts call, alien.py, alien_cp, alien-token-info and so on, as links to this program.';
  static override examples = ['<%= config.bin %> <%= command.id %> ~/bin'];
  static override readonly completes = {directory: 'local-directory'} as const;
  static override args = {
    directory: Args.string({required: true, description: 'where the links go: a directory on your PATH'}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'replace other files of these names'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(CompatLink);
    const directory = this.context.path(args.directory);
    new NameLinks(directory, join(this.config.root, 'bin/alien')).make(flags.force);
    this.out.note(`${OLD_NAMES.length} names in ${directory} start this program.`);
    const path = this.context.env['PATH'] ?? '';
    if (!path.split(':').includes(directory))
      this.out.note(`  > It is not on your PATH: export PATH="${directory}:$PATH"`);
  }
}
