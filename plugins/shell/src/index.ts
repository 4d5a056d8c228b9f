import Shell from './commands/shell.ts';

/** The commands of the plugin by their names. They are thin: what they do is loaded when they do it. */
export const COMMANDS = {shell: Shell};
