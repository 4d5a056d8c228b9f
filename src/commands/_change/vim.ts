import {EditCommand} from '../../lib/cli/edit/edit-command.ts';

export default class Vim extends EditCommand {
  static override description = 'Edit a grid file with vim, as `edit` does with the editor of your choice.';

  protected override readonly editor = 'vim';
}
