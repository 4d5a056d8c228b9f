import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'deleteMirror',
  description: 'Remove a replica of a file from a storage element.',
  examples: ['data/run1/x.root ALICE::CERN::EOS'],
  operands: {
    name: Args.string({description: 'LFN, or GUID with -g', required: true}),
    element: Args.string({description: 'storage element', required: true}),
  },
  flags: {
    guid: Flags.boolean({char: 'g', description: 'the name is a GUID'}),
  },
});
