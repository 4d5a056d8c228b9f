import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {promptOf} from '../../lib/cli/lines/prompt-parts.ts';

const PARTS = ['date', 'pwd'] as const;

export default class Prompt extends AlienCommand {
  static override description =
    'Switch a part of the prompt of a shell on or off: the time, or the directory on this machine. Without a part it says ' +
    'which are on. It lasts as long as the shell, the batch or the line; ALIENPY_PROMPT_DATE and ALIENPY_PROMPT_CWD last longer.';
  static override examples = [
    '<%= config.bin %> prompt',
    "<%= config.bin %> 'prompt date; prompt pwd; prompt'",
  ];
  static override args = {part: Args.string({description: 'date or pwd', options: [...PARTS]})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Prompt);
    const {context} = this;
    const now = promptOf(context);
    const part = PARTS.find((each) => each === args.part);
    const parts = part === undefined ? now : {...now, [part]: !now[part]};
    context.series.prompt = parts;
    const text = PARTS.map((each) => `${each}: ${parts[each] ? 'on' : 'off'}`).join(', ');
    if (part === undefined) this.out.result(parts, `${text} (switch with: prompt date, prompt pwd)`);
    else this.out.result(parts);
    if (part !== undefined && context.isAlone && this.out.isTerminal)
      this.out.note(
        'Only a shell has a prompt: here nothing keeps it. ALIENPY_PROMPT_DATE and ALIENPY_PROMPT_CWD do.',
      );
  }
}
