import {Args, Flags} from '@oclif/core';
import {modeFirst} from '../../lib/catalogue/access-words.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'chmod',
  description: 'Change the permissions of files and directories.',
  examples: ['755 results', '-R 700 private'],
  operands: {
    mode: Args.string({
      description: 'three digits, for owner, group and others: 7 everything, 5 read and list, 0 nothing',
      required: true,
    }),
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  },
  repeats: true,
  flags: {
    recursive: Flags.boolean({char: 'R', description: 'directories with all that is in them'}),
  },
  telling: modeFirst,
});
