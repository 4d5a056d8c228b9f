import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listCEs',
  description: 'List computing elements with their state and the jobs that they take.',
  examples: ['', '-v cern'],
  completes: {name: 'computing-element'},
  operands: {
    name: Args.string({description: 'parts of names; an element that has one of them is listed'}),
  },
  repeats: true,
  flags: {
    summary: Flags.boolean({char: 's', description: 'a last line with the sums'}),
    verbose: Flags.boolean({char: 'v', description: 'partitions too'}),
    partitions: Flags.string({
      char: 'p',
      description: 'only in all of these partitions, with commas between them',
    }),
  },
});
