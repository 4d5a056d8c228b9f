import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'pwd',
  description: 'Print the current directory on the grid. Every command starts in your home there.',
  examples: [''],
});
