import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'guid2lfn',
  description: 'Show the LFN of a GUID.',
  examples: ['5f0d3b4e-8d4c-11ee-9bf3-02420a0a0a0a'],
  operands: {
    guid: Args.string({
      description: 'GUIDs; words with a GUID in them, such as PFNs, will do',
      required: true,
    }),
  },
  repeats: true,
  positional: true,
});
