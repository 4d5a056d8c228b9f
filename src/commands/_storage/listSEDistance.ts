import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listSEDistance',
  description: 'List storage elements by their distance from a site.',
  examples: ['', '-site CERN', '-read data/run1/x.root'],
  operands: {
    name: Args.string({description: 'with -read: the LFN that is to be read'}),
  },
  flags: {
    site: Flags.string({description: 'from this site; else from yours'}),
    qos: Flags.string({description: 'only with this tag'}),
    read: Flags.boolean({description: 'for reading; else for writing'}),
  },
  positional: true, // -read takes the name for its value
});
