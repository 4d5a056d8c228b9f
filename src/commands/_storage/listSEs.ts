import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listSEs',
  description: 'List storage elements with their size, use and quality of service.',
  examples: ['', '-qos tape', 'cern'],
  completes: {name: 'element'},
  operands: {
    name: Args.string({description: 'parts of names; an element that has one of them is listed'}),
  },
  repeats: true,
  flags: {
    qos: Flags.string({
      description: 'only with these tags, with commas between them; repeat it for other tags',
      multiple: true,
      multipleNonGreedy: true,
    }),
    summary: Flags.boolean({char: 's', description: 'a last line with the sums'}),
  },
});
