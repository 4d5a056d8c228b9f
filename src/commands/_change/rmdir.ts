import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {removeDirectoryAndParents} from '../../lib/catalogue/remove.ts';

export default class Rmdir extends RelayCommand {
  static override readonly shape = 'results';
  static override description = 'Remove empty directories from the grid.';
  static override examples = [
    '<%= config.bin %> rmdir results/old',
    '<%= config.bin %> rmdir -p results/2024/run1',
  ];
  static override strict = false;
  static override args = {directory: Args.string({description: 'directories to remove', required: true})};
  static override flags = {
    parents: Flags.boolean({
      char: 'p',
      description: 'then the parents too, as long as they are empty',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv: names, flags} = await this.parse(Rmdir);
    if (!flags.parents) return this.relay('rmdir', ['--', ...names]);
    for (const lfn of await resolveLfns(this.grid, names, {signal: this.signal})) {
      await removeDirectoryAndParents(this.grid, lfn, {signal: this.signal});
      this.out.result({lfn});
    }
  }
}
