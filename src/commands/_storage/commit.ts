import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'commit',
  description: 'Register a replica that was written with an envelope of access.',
  examples: ['ENVELOPE 1024 /alice/cern.ch/user/j/jdoe/x.root'],
  operands: {
    envelope: Args.string({description: 'what access gave', required: true}),
    size: Args.string({description: 'size in bytes', required: true}),
    lfn: Args.string({description: 'LFN that was written'}),
    permissions: Args.string({description: 'such as 755'}),
    expire: Args.string({description: '0 for never'}),
    pfn: Args.string({description: 'where the file was written'}),
    se: Args.string({description: 'storage element'}),
    guid: Args.string({description: 'GUID'}),
    md5: Args.string({description: 'MD5 checksum'}),
  },
  positional: true,
});
