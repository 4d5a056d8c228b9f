import {AlienCommand, Args, UserError} from '@alien-grid/cli/command';
import {AliasFile} from '../alias-file.ts';

export default class Unalias extends AlienCommand {
  static readonly group = 'program';
  static override description = 'Remove aliases.';
  static override examples = ['<%= config.bin %> unalias l'];
  static override strict = false;
  static override readonly completes = {name: 'alias'} as const;
  static override args = {
    name: Args.string({description: 'which ones', required: true, ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Unalias);
    const file = new AliasFile(this.context.env);
    const aliases = file.read();
    const missing = argv.filter((name) => !aliases.has(name));
    for (const name of argv) if (aliases.has(name)) await file.remove(name);
    if (missing.length > 0)
      throw new UserError(`There is no alias ${missing.join(', ')}.`, {
        code: 'NO_SUCH_FILE',
        next: ['See "alien alias" for all of them.'],
      });
  }
}
