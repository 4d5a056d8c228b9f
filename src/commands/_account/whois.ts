import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'whois',
  description: 'Find user accounts.',
  examples: ['jdoe', '-a doe'],
  operands: {
    text: Args.string({
      description: 'account names; with the options below, parts of what is searched',
      required: true,
    }),
  },
  repeats: true,
  flags: {
    search: Flags.boolean({char: 's', description: 'parts of account names'}),
    fullname: Flags.boolean({char: 'f', description: 'full names too'}),
    email: Flags.boolean({char: 'e', description: 'e-mail addresses too'}),
    dn: Flags.boolean({char: 'd', description: 'certificate subjects too'}),
    all: Flags.boolean({char: 'a', description: 'all of these'}),
  },
});
