import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listFilesFromCollection',
  description: 'List the files of an XML collection, or of a collection in the catalogue.',
  examples: ['-z runs.xml'],
  operands: {
    collection: Args.string({description: 'LFN of the collection', required: true}),
  },
  flags: {
    sizes: Flags.boolean({char: 'z', description: 'size and MD5 checksum of each file too'}),
    total: Flags.boolean({char: 't', description: 'a last line with the number of files and their size'}),
    verbose: Flags.boolean({
      char: 'v',
      description: 'only for collections of the catalogue: more about each file',
    }),
    silent: Flags.boolean({char: 's', description: 'print nothing'}),
  },
  fullName: 0,
});
