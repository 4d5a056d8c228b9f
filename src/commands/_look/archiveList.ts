import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'archiveList',
  description: 'List the files in a ZIP archive.',
  examples: ['data/run1/root_archive.zip'],
  operands: {
    archive: Args.string({description: 'LFNs or GUIDs of archives', required: true}),
  },
  repeats: true,
  flags: {
    verbose: Flags.boolean({char: 'v', description: 'more about each file'}),
  },
});
