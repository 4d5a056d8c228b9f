import {EditCommand} from '../../lib/cli/edit/edit-command.ts';

export default class Edit extends EditCommand {}
