import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'md5sum',
  description: 'Show the MD5 checksums of files, as the catalogue has them.',
  examples: ['data/run1/x.root'],
  operands: {
    name: Args.string({description: 'LFNs or GUIDs', required: true}),
  },
  repeats: true,
});
