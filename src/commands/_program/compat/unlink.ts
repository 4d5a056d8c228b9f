import {join} from 'node:path';
import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {NameLinks} from '../../../lib/cli/lines/name-links.ts';

export default class CompatUnlink extends AlienCommand {
  static override description =
    'Remove the links that "alien compat link" has made. Other files of these names stay.';
  static override examples = ['<%= config.bin %> <%= command.id %> ~/bin'];
  static override readonly completes = {directory: 'local-directory'} as const;
  static override args = {directory: Args.string({required: true, description: 'where the links are'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(CompatUnlink);
    const directory = this.context.path(args.directory);
    const gone = new NameLinks(directory, join(this.config.root, 'bin/alien')).remove();
    this.out.note(`${gone.length} names are gone from ${directory}.`);
  }
}
