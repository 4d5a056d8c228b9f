import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listpartitions',
  description: 'List the partitions: groups of computing elements.',
  examples: ['', '-v'],
  completes: {name: 'nothing'},
  operands: {
    name: Args.string({description: 'only these'}),
  },
  repeats: true,
  flags: {
    verbose: Flags.boolean({char: 'v', description: 'the computing elements of each'}),
  },
});
