import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'jquota',
  description: 'Show, or as an administrator set, the quota of jobs.',
  examples: ['list', 'list alidaq', 'set alidaq maxUnfinishedJobs 10000'],
  operands: {
    action: Args.string({description: 'list or set; list if there is none'}),
    user: Args.string({description: 'list: accounts, else your own; set: account, field, value'}),
  },
  repeats: true,
  positional: true,
  telling: (words) => (words.length === 0 ? ['list'] : words),
});
