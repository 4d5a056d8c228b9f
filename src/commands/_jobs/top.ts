import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'top',
  description: 'Show the jobs that run now. The central service does not do it yet; see ps.',
  examples: [''],
});
