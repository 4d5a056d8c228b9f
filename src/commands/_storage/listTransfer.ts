import {Flags} from '@oclif/core';
import {ignoredFlag} from '../../lib/cli/words/ignored-flag.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'listTransfer',
  description: 'List transfers that mirror has asked for.',
  examples: ['', '-status RUNNING -user alidaq'],
  flags: {
    status: Flags.string({description: 'only with this status'}),
    user: Flags.string({description: 'only of this user'}),
    id: Flags.string({description: 'only this one'}),
    destination: Flags.string({description: 'only to this storage element'}),
    list: Flags.integer({description: 'not more than this many', min: 1}),
    verbose: Flags.boolean({description: 'source and reason of failure too'}),
    jdl: Flags.boolean({description: 'the description too'}),
    desc: Flags.boolean({description: 'the newest first'}),
    summary: ignoredFlag('the service ignores it'),
    all_status: ignoredFlag('the service ignores it'),
  },
});
