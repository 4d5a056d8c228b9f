import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {removeEntry} from '../../lib/catalogue/change.ts';
import {expectDone} from '../../lib/catalogue/explain-refusal.ts';
import {exactNames} from '../../lib/catalogue/patterns.ts';
import {noneExists} from '../../lib/catalogue/remove.ts';
import {exitCodeOf} from '../../lib/session/requests/answer.ts';

export default class Rm extends RelayCommand {
  static override readonly shape = 'results';
  static override description = 'Remove files, or with -r directories, from the grid. This cannot be undone.';
  static override examples = [
    '<%= config.bin %> rm old.root',
    "<%= config.bin %> rm 'logs/*.log'",
    '<%= config.bin %> rm -r results/old',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({
      description:
        'names on the grid; * stands for any text in a name and ? for one character, unless there is a name that is ' +
        'written just so: then only it is removed',
      required: true,
    }),
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
    const exact = await exactNames(this.grid, argv, {signal: this.signal});
    for (const lfn of exact.values()) {
      await removeEntry(this.grid, lfn, {recursive: flags.recursive, signal: this.signal});
      this.out.result({lfn});
    }
    const names = argv.filter((name) => !exact.has(name));
    if (names.length > 0) await this.#removeNames(names, flags, exact.size > 0);
  }

  async #removeNames(
    names: readonly string[],
    flags: {recursive: boolean; force: boolean},
    isMore: boolean,
  ): Promise<void> {
    const words = serverWords(Rm, {flags, argv: names});
    // Its answer is a document of its own, which cannot tell of those that were removed before.
    const isWhole = this.isJson ? !isMore : !flags.force;
    if (isWhole) return this.relay('rm', words);
    const answer = await this.grid.request('rm', words, {signal: this.signal});
    if (
      flags.force &&
      exitCodeOf(answer) !== 0 &&
      (await noneExists(this.grid, names, {signal: this.signal}))
    )
      return;
    await expectDone(this.grid, {command: 'rm', words}, answer, {signal: this.signal});
  }
}
