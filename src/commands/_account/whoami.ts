import {Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'whoami',
  description: 'Show under which account you work on the grid.',
  examples: ['-v'],
  flags: {verbose: Flags.boolean({char: 'v', description: 'roles, certificate, address and home too'})},
});
