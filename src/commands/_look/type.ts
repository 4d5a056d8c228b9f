import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'type',
  description: 'Say whether a name is a file, a directory or a collection.',
  examples: ['data/run1/x.root'],
  operands: {
    name: Args.string({description: 'LFN', required: true}),
  },
});
