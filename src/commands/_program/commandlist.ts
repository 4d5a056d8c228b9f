import {Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'commandlist',
  description: 'List the commands of the central service.',
  examples: ['', '-i'],
  flags: {
    inline: Flags.boolean({char: 'i', description: 'all in one line'}),
  },
});
