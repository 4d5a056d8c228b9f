import {EditCommand} from '../../lib/cli/edit/edit-command.ts';

export default class Nano extends EditCommand {
  static override description = 'Edit a grid file with nano, as `edit` does with the editor of your choice.';

  protected override readonly editor = 'nano';
}
