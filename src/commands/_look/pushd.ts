import {Args, Flags} from '@oclif/core';
import {StackCommand} from '../../lib/cli/lines/stack-command.ts';
import {insertedBelow, isPosition, pushed} from '../../lib/cli/lines/directory-stack.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Pushd extends StackCommand {
  static override description =
    'Go to another directory on the grid, and remember this one for "popd". Without a name the two topmost change places. It is for lines and batches.';
  static override examples = ["<%= config.bin %> 'pushd /alice/data; ls; popd; pwd'"];
  static override args = {
    directory: Args.string({description: 'a directory; +N or -N: turn the stack until that one is on top'}),
  };
  static override flags = {
    stay: Flags.boolean({char: 'n', description: 'only remember the directory, and do not go there'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Pushd, this.sortedWords);
    const {directory} = args;
    const stack = await this.stack();
    if (!flags.stay) return this.settle(pushed(stack, directory), stack);
    if (directory === undefined || isPosition(directory)) throw new UserError('With -n name a directory.');
    await this.settle(insertedBelow(stack, directory), stack);
  }
}
