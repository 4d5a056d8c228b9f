import {Args} from '@oclif/core';
import {changeGridDirectory} from '../../lib/cli/base/grid-directory.ts';
import {showAnswer} from '../../lib/cli/relay/show-answer.ts';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';

export default class Cd extends GridCommand {
  static override readonly shape = 'answer';
  static override description =
    'Change the directory on the grid for the commands behind it in a line, a batch or a shell. Alone it only looks ' +
    'whether the directory is there.';
  static override examples = [
    '<%= config.bin %> cd /alice/data/2024',
    "<%= config.bin %> 'cd /alice/data/2024; ls'",
  ];
  static override args = {
    directory: Args.string({
      description: 'grid directory; your home if there is none; -: the one before the last "cd"',
      ignoreStdin: true,
    }),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Cd);
    const {context} = this;
    const {directory} = args;
    const answer = await changeGridDirectory(
      context,
      directory === '-' ? context.series.previousDirectory : directory,
    );
    if (this.isJson) showAnswer(answer, this.out);
    else if (context.isAlone && this.out.isTerminal) {
      this.out.note(`${answer.metadata.currentdir} is there. The next command starts in your home again.`);
    }
  }
}
