import {EditCommand} from '../../lib/cli/edit/edit-command.ts';

export default class Mcedit extends EditCommand {
  static override description =
    'Edit a grid file with mcedit, as `edit` does with the editor of your choice.';

  protected override readonly editor = 'mcedit';
}
