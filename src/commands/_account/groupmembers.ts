import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'groupmembers',
  description: 'List the members of a group.',
  examples: ['admin'],
  operands: {
    group: Args.string({description: 'name of the group', required: true}),
  },
  positional: true,
});
