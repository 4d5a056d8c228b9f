import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'uuid',
  description: 'Show when the GUID of a file was made, and on which machine.',
  examples: ['data/run1/x.root'],
  operands: {
    name: Args.string({description: 'LFNs or GUIDs', required: true}),
  },
  repeats: true,
});
