import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'testSE',
  description: 'Test a storage element: write, read and remove a file there. This takes a while.',
  examples: ['ALICE::CERN::EOS', '@disk'],
  operands: {
    element: Args.string({
      description: 'names or numbers of storage elements, or @ and a tag',
      required: true,
    }),
  },
  repeats: true,
  flags: {
    verbose: Flags.boolean({char: 'v', description: 'what the tests say'}),
    command: Flags.boolean({char: 'c', description: 'the commands of the tests'}),
    tpc: Flags.boolean({char: 't', description: 'third-party copy too'}),
    all: Flags.boolean({char: 'a', description: 'all tests'}),
  },
});
