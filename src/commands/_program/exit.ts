import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {exitCodeFrom} from '../../lib/errors/exit-codes.ts';

export default class Exit extends AlienCommand {
  static override description = 'End a line, a batch or a shell.';
  static override examples = ["<%= config.bin %> 'stat results || exit 3 nothing there; ls results'"];
  static override aliases = ['quit', 'logout'];
  static override strict = false;
  static override args = {
    code: Args.string({description: 'exit code; that of the command before if there is none'}),
    message: Args.string({
      description:
        'what is said: on stdout with exit code 0, else on stderr; there too behind the word stderr',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Exit);
    const {series} = this.context;
    const [first = ''] = argv;
    const hasCode = /^\d+$/.test(first);
    const code = hasCode ? exitCodeFrom(first) : series.lastCode;
    const words = hasCode ? argv.slice(1) : argv;
    const isTalk = words[0] === 'stderr' || words[0] === 'err';
    const message = (isTalk ? words.slice(1) : words).join(' ');
    series.finish(code);
    this.setExitCode(code);
    if (message === '') return;
    if (isTalk || code !== 0) this.out.note(message);
    else this.out.line(message);
  }
}
