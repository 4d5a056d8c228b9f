import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'access',
  description: 'Ask for the right to read or write a file, and show the URLs and envelopes for it.',
  examples: ['read data/run1/x.root', '-s 1024 write new.root disk:2'],
  operands: {
    type: Args.string({description: 'read or write', required: true}),
    name: Args.string({description: 'LFN; for reading a GUID will do', required: true}),
    specification: Args.string({
      description: 'storage elements and numbers of replicas, such as disk:2 or ALICE::CERN::EOS',
    }),
  },
  flags: {
    size: Flags.integer({char: 's', description: 'size in bytes, for writing', min: 0}),
    md5: Flags.string({char: 'm', description: 'MD5 checksum, for writing'}),
    job: Flags.string({char: 'j', description: 'number of the job that writes'}),
    only: Flags.boolean({char: 'f', description: 'only the storage elements of the specification'}),
    urls: Flags.boolean({char: 'u', description: 'http URLs and envelopes that fit into a URL'}),
  },
  fullName: 1,
});
