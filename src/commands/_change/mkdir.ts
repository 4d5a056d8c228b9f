import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'mkdir',
  description: 'Make directories on the grid. One that exists is left as it is.',
  examples: ['results', '-p results/2024/run1'],
  operands: {directory: Args.string({description: 'directories to make', required: true})},
  repeats: true,
  flags: {
    parents: Flags.boolean({char: 'p', description: 'make missing parents too'}),
    silent: Flags.boolean({char: 's', description: 'say nothing of failures'}),
  },
});
