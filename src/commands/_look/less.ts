import {PagerCommand} from '../../lib/cli/programs/pager-command.ts';

export default class Less extends PagerCommand {}
