import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'df',
  description: 'Show the free space of the grid. The central service does not do it yet; see listSEs.',
  examples: [''],
});
