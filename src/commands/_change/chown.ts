import {Args, Flags} from '@oclif/core';
import {ownerFirst} from '../../lib/catalogue/access-words.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'chown',
  description: 'Give files and directories to another user. You cannot take them back.',
  examples: ['alidaq data.root', '-R alidaq.alidaq results'],
  operands: {
    owner: Args.string({description: 'user, or user.group', required: true}),
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  },
  repeats: true,
  flags: {
    recursive: Flags.boolean({char: 'R', description: 'directories with all that is in them'}),
  },
  telling: ownerFirst,
});
