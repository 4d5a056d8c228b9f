import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';
import {noneExists} from '../../lib/catalogue/remove.ts';
import {exitCodeOf} from '../../lib/session/answer.ts';
import {expectSuccess} from '../../lib/session/expect-success.ts';

export default class Rm extends RelayCommand {
  static override description = 'Remove files, or with -r directories, from the grid. There is no way back.';
  static override examples = [
    '<%= config.bin %> rm old.root',
    "<%= config.bin %> rm 'logs/*.log'",
    '<%= config.bin %> rm -r results/old',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  };
  static override flags = {
    recursive: Flags.boolean({
      char: 'r',
      aliases: ['R'],
      charAliases: ['R'],
      description: 'directories with all that is in them',
    }),
    force: Flags.boolean({char: 'f', description: 'a name that is not there is no failure'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Rm);
    const names = argv;
    const words = [...serverOptions({r: flags.recursive, f: flags.force}), '--', ...names];
    if (!flags.force || flags.json) return this.relay('rm', words, flags.json);
    const answer = await this.grid.request('rm', words, {signal: this.signal});
    if (exitCodeOf(answer) !== 0 && (await noneExists(this.grid, names, {signal: this.signal}))) return;
    expectSuccess(answer);
  }
}
