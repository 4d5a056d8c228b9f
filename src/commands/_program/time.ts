import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {relay} from '../../lib/cli/relay/relay.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Time extends AlienCommand {
  static override description =
    'Run a command, and say on stderr how long it took. With a number in front the central service runs it so often.';
  static override examples = ['<%= config.bin %> time ls -l', '<%= config.bin %> time 10 ls'];
  static override strict = false;
  static override readonly shape = 'several';
  static override args = {command: Args.string({description: 'the command and its words'})};

  protected override get printsLines(): boolean {
    return true; // the command prints what is its own
  }

  protected async execute(): Promise<void> {
    const words = this.argv; // not parsed: its options are those of the command
    if (words.length === 0) throw new UserError('Name a command behind "time".');
    if (/^\d+$/.test(words[0] ?? '') && words.length > 1)
      return this.setExitCode(await relay(this.context, {command: 'time', options: words}));
    const begun = performance.now();
    this.setExitCode(await this.context.launch(words));
    this.out.note(`>>>ProcessInput time: ${(performance.now() - begun).toFixed(1)} ms`);
  }
}
