import {serverCommand} from '../../lib/cli/relay/server-command.ts';
import {ls} from './ls.ts';

export default serverCommand({
  ...ls,
  description: 'List everything with all its properties: the same as ls -l -a.',
  always: ['-F', '-l', '-a'],
});
