import {Args, Flags} from '@oclif/core';
import {StackCommand} from '../../lib/cli/lines/stack-command.ts';
import {popped} from '../../lib/cli/lines/directory-stack.ts';

export default class Popd extends StackCommand {
  static override description =
    'Go back to the directory on the grid that "pushd" has left. It is for lines and batches.';
  static override examples = ["<%= config.bin %> 'pushd /alice/data; ls; popd; pwd'"];
  static override args = {
    position: Args.string({description: '+N or -N: forget that one, counted from the top or the bottom'}),
  };
  static override flags = {
    stay: Flags.boolean({char: 'n', description: 'forget the next one, and stay here'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Popd, this.sortedWords);
    const stack = await this.stack();
    await this.settle(popped(stack, args.position ?? (flags.stay ? '+1' : '+0')), stack);
  }
}
