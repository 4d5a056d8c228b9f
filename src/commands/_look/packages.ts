import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'packages',
  description: 'List the software packages that jobs can use.',
  examples: ['O2Physics', '-all AliPhysics'],
  operands: {
    filter: Args.string({description: 'parts of names; a package that has one of them is listed'}),
  },
  repeats: true,
  flags: {
    platform: Flags.string({char: 'p', description: 'for this platform; else Linux-x86_64'}),
    all: Flags.boolean({description: 'for all platforms'}),
  },
  differing: {platform: ({platform}) => ['-platform', String(platform)]},
});
