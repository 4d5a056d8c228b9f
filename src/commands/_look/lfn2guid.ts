import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'lfn2guid',
  description: 'Show the GUID of a file.',
  examples: ['data/run1/x.root'],
  operands: {name: Args.string({description: 'LFN', required: true})},
  positional: true,
});
