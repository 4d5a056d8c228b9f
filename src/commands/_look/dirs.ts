import {Args, Flags} from '@oclif/core';
import {StackCommand} from '../../lib/cli/lines/stack-command.ts';
import {directoryAt} from '../../lib/cli/lines/directory-stack.ts';

export default class Dirs extends StackCommand {
  static override description =
    'Show the directories on the grid that "pushd" has remembered, this one first. It is for lines and batches.';
  static override examples = ["<%= config.bin %> 'pushd /alice/data; dirs; dirs -c'"];
  static override args = {
    position: Args.string({description: '+N or -N: only that one, counted from the top or the bottom'}),
  };
  static override flags = {
    clear: Flags.boolean({char: 'c', description: 'forget all but this one, and print nothing'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Dirs, this.sortedWords);
    if (flags.clear) {
      this.context.series.directories = [];
      return;
    }
    const stack = await this.stack();
    await this.show(args.position === undefined ? stack : [directoryAt(stack, args.position)]);
  }
}
