import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'du',
  description: 'Show how much space files and directories use, and how many there are.',
  examples: ['data/run1', '-s data/run1 data/run2'],
  operands: {
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  },
  repeats: true,
  flags: {
    bytes: Flags.boolean({char: 'n', description: 'sizes in bytes'}),
    human: Flags.boolean({char: 'h', description: 'human-readable sizes, as always without -n'}),
    collections: Flags.boolean({char: 'c', description: 'count collections too'}),
    summary: Flags.boolean({char: 's', description: 'one summary of all names'}),
  },
  differing: {human: () => []},
});
