import {Args} from '@oclif/core';
import {chmod} from 'node:fs/promises';
import {gridNames} from '../../lib/catalogue/lookup.ts';
import {PassingCommand} from '../../lib/cli/programs/passing-command.ts';

export default class Exec extends PassingCommand {
  static override description =
    'Run a grid file as a program on this machine: a script, say. It is fetched, verified, and removed afterwards. ' +
    'Input, output and the exit code are those of the program, and all words behind its name are its own.';
  static override examples = [
    '<%= config.bin %> exec check.sh run2024 -v',
    '<%= config.bin %> exec -- check.sh --help',
  ];
  static override readonly completes = {program: 'lfn'} as const;
  static override args = {
    program: Args.string({description: 'the grid file', ignoreStdin: true}),
    words: Args.string({description: 'for the program, untouched', ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const [name = '', ...words] = await this.passedWords(1);
    await using held = new AsyncDisposableStack();
    const [file] = await this.fetch(gridNames([name]), held);
    if (file === undefined) return;
    await chmod(file.path, 0o700);
    await this.runHere({program: file.path, words});
  }
}
