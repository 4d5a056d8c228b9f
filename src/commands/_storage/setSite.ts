import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'setSite',
  description:
    'Set the site that you are nearest to, for this session. Set site or ALIEN_SITE for all that follow.',
  examples: ['CERN', 'auto'],
  operands: {
    site: Args.string({
      description: 'name of a site, an address, or auto; without it the site in use is shown',
    }),
  },
  positional: true,
});
