import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'motd',
  description: 'Show the message of the day of the central service.',
  examples: [''],
});
