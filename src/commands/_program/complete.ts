import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {Completer} from '../../lib/cli/completion/completer.ts';
import {shellAnswer} from '../../lib/cli/completion/shell-answer.ts';
import {questionIn, SHELLS} from '../../lib/completion/question.ts';
import {SharedMemory} from '../../lib/completion/shared-memory.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Complete extends AlienCommand {
  static override hidden = true;
  static override description =
    'Answer a shell at a TAB: complete SHELL LINE REPLACED, where LINE is the line up to the cursor and REPLACED the ' +
    'end of it that the shell is going to replace. The scripts of "alien autocomplete" call it.';
  static override strict = false;

  protected async execute(): Promise<void> {
    const asked = questionIn(this.context.words); // as they are: empty ones too
    if (asked === undefined) throw new UserError(`Name a shell: ${SHELLS.join(', ')}.`);
    const completer = new Completer(this.config, this.context, SharedMemory.of(this.context.env));
    this.out.line((await shellAnswer(asked.question, completer)).text.trimEnd());
  }
}
