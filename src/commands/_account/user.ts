import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'user',
  description: 'Work as another account that you may use. It lasts as long as the session.',
  examples: ['alidaq'],
  operands: {
    account: Args.string({description: 'name of the account', required: true}),
  },
  positional: true,
});
