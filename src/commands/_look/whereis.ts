import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'whereis',
  description: 'Show on which storage elements a file is, and its PFNs.',
  examples: ['data/run1/x.root', '-r data/run1/member.root'],
  operands: {name: Args.string({description: 'LFN, or GUID with -g', required: true})},
  flags: {
    guid: Flags.boolean({char: 'g', description: 'the name is a GUID'}),
    resolve: Flags.boolean({char: 'r', description: 'follow a member to its archive'}),
    archive: Flags.boolean({
      char: 'l',
      description: 'with -r: the LFN of the archive',
      dependsOn: ['resolve'],
    }),
  },
});
