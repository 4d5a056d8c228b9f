import {serverCommand} from '../../lib/cli/relay/server-command.ts';
import {ls} from './ls.ts';

export default serverCommand({
  ...ls,
  description: 'List names that begin with a dot too: the same as ls -a.',
  always: ['-F', '-a'],
});
