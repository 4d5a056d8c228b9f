import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'uptime',
  description: 'Show how many jobs run and wait on the grid, and of how many users.',
  examples: [''],
});
