import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'showTagValue',
  description: 'Show the metadata (tags) of files and directories.',
  examples: ['-l data/run1', '-t Calibration data/run1'],
  operands: {
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  },
  repeats: true,
  flags: {
    tags: Flags.string({char: 't', description: 'only these tags, with commas between them'}),
    columns: Flags.string({char: 'c', description: 'only these columns, with commas between them'}),
    list: Flags.boolean({char: 'l', description: 'only the names of the tags'}),
  },
});
