import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Time extends AlienCommand {
  static override description = 'Run a command, and say on stderr how long it took.';
  static override examples = ['<%= config.bin %> time ls -l'];
  static override strict = false;
  static override args = {command: Args.string({description: 'the command and its words'})};

  protected async execute(): Promise<void> {
    const words = this.argv; // not parsed: its options are those of the command
    if (words.length === 0) throw new UserError('Name a command behind "time".');
    const begun = performance.now();
    this.setExitCode(await this.context.launch(words));
    this.out.note(`>>>ProcessInput time: ${(performance.now() - begun).toFixed(1)} ms`);
  }
}
