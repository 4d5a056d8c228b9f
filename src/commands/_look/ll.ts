import {serverCommand} from '../../lib/cli/relay/server-command.ts';
import {ls} from './ls.ts';

export default serverCommand({
  ...ls,
  description: 'List with permissions, owner, size and time: the same as ls -l.',
  always: ['-F', '-l'],
});
