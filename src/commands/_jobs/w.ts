import {Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'w',
  description: 'Show how many jobs of each user run and wait.',
  examples: ['', '-w'],
  flags: {
    active: Flags.boolean({char: 'a', description: 'most running jobs first'}),
    waiting: Flags.boolean({char: 'w', description: 'most waiting jobs first'}),
    reverse: Flags.boolean({char: 'r', description: 'the other way round'}),
  },
});
