import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'optimiserLogs',
  description: 'Show what the optimisers of the central service did last.',
  examples: ['-l', ''],
  operands: {
    class: Args.string({description: 'names of optimisers'}),
  },
  repeats: true,
  flags: {
    list: Flags.boolean({char: 'l', description: 'only their names'}),
    verbose: Flags.boolean({char: 'v', description: 'how often each runs'}),
    frequency: Flags.string({char: 'f', description: 'set how often they run, in milliseconds'}),
  },
});
