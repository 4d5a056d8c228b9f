import {Args, Flags} from '@oclif/core';
import {insistOnGuids} from '../../lib/paths/guid.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'guidinfo',
  description: 'Show what is written in a GUID itself: when it was made, and on which machine.',
  examples: ['5f0d3b4e-8d4c-11ee-9bf3-02420a0a0a0a'],
  operands: {
    guid: Args.string({description: 'GUIDs', required: true}),
  },
  repeats: true,
  telling: insistOnGuids,
  flags: {
    verbose: Flags.boolean({char: 'v', description: 'more about each'}),
  },
});
