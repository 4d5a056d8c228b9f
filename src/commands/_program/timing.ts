import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'timing',
  description: 'Show, or switch on or off for this session, how long the service took for each answer.',
  examples: ['', 'on'],
  operands: {
    state: Args.string({description: 'on or off; without it the state is shown'}),
  },
  positional: true,
});
