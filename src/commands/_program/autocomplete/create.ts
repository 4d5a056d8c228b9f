import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {renew} from '../../../lib/cli/completion/install.ts';

/** oclif's plugin for completion calls it when plugins come and go. */
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
