import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'groups',
  description: 'Show the groups that you are in.',
  examples: [''],
});
