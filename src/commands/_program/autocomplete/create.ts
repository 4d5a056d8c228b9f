import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {renew} from '../../../lib/cli/completion/install.ts';

/** The name that it has in programs on oclif; after an update of the program, say. */
export default class AutocompleteCreate extends AlienCommand {
  static override hidden = true;
  static override description =
    'Renew the scripts that "alien autocomplete" has installed. Commands of new plugins need no new script.';

  protected async execute(): Promise<void> {
    await this.parse(AutocompleteCreate);
    for (const shell of renew(this.context.env, this.config.root))
      this.out.note(`Renewed the completion for ${shell}.`);
  }
}
