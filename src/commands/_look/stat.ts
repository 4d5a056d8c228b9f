import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'stat',
  description: 'Show all that the catalogue knows of files, directories or GUIDs.',
  examples: ['data/run1/x.root', '-v data/run1/x.root'],
  operands: {name: Args.string({description: 'LFNs or GUIDs', required: true})},
  repeats: true,
  flags: {verbose: Flags.boolean({char: 'v', description: 'the replicas too'})},
});
