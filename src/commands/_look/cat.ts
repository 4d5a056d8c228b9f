import {Args, Flags} from '@oclif/core';
import {gridNames} from '../../lib/catalogue/lookup.ts';
import {FetchingCommand} from '../../lib/cli/programs/fetching-command.ts';

export default class Cat extends FetchingCommand {
  static override description =
    'Print grid files. The bytes are those of the file, verified before the first is printed.';
  static override examples = [
    '<%= config.bin %> cat run.jdl',
    '<%= config.bin %> cat a.txt b.txt > both.txt',
  ];
  static override strict = false;
  static override args = {name: Args.string({description: 'files to print', required: true})};
  static override flags = {
    force: Flags.boolean({hidden: true, description: 'files are always fetched afresh'}),
  };

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Cat);
    for (const name of gridNames(argv)) {
      await using held = new AsyncDisposableStack();
      const [file] = await this.fetch([name], held);
      if (file !== undefined) await this.out.file(file.path, {name});
    }
  }
}
