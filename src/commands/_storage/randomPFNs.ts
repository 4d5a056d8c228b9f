import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'randomPFNs',
  description: 'Show some PFNs of a storage element, chosen at random.',
  examples: ['ALICE::CERN::EOS 10'],
  operands: {
    element: Args.string({description: 'name or number of the storage element', required: true}),
    count: Args.string({description: 'how many', required: true}),
  },
  positional: true,
});
