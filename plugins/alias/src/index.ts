import Alias from './commands/alias.ts';
import Unalias from './commands/unalias.ts';

/** The commands of the plugin by their names. */
export const COMMANDS = {alias: Alias, unalias: Unalias};
