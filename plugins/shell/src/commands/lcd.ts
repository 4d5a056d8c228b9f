import {statSync} from 'node:fs';
import {homeOf, UserError} from '@alien-grid/cli';
import {AlienCommand, Args} from '@alien-grid/cli/command';

export default class Lcd extends AlienCommand {
  static readonly group = 'program';
  static override description =
    'Change the directory of this machine, for the commands behind it in a line, a batch or a shell. "!cd" holds for ' +
    'its own line only.';
  static override examples = ['lcd ~/data', 'lcd'];
  static override args = {
    directory: Args.string({
      description: 'a directory of this machine; your home if there is none',
      ignoreStdin: true,
    }),
  };
  static override readonly completes = {directory: 'local-directory'} as const;

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Lcd);
    const {context} = this;
    const home = homeOf(context.env);
    const path = context.path((args.directory ?? home).replace(/^~(?=\/|$)/, () => home));
    if (!statSync(path, {throwIfNoEntry: false})?.isDirectory())
      throw new UserError(`${path} is no directory of this machine.`, {code: 'NO_SUCH_FILE'});
    context.series.localDirectory = path;
    this.out.result({directory: path});
  }
}
