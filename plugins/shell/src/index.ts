import Fg from './commands/fg.ts';
import Jobs from './commands/jobs.ts';
import Lcd from './commands/lcd.ts';
import Shell from './commands/shell.ts';
import Wait from './commands/wait.ts';

/** The commands of the plugin by their names. They are thin: what they do is loaded when they do it. */
export const COMMANDS = {fg: Fg, jobs: Jobs, lcd: Lcd, shell: Shell, wait: Wait};
