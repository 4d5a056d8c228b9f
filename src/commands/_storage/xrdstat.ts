import {Args, Flags} from '@oclif/core';
import {UserError} from '../../lib/errors/errors.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'xrdstat',
  description: 'Let the central service check each replica of files on its storage element.',
  examples: ['data/run1/x.root', '-o -s ALICE::CERN::CTA raw.root'],
  operands: {
    name: Args.string({description: 'LFNs, GUIDs or root:// URLs'}),
  },
  repeats: true,
  telling: (names, {jobs}) => {
    if (names.length > 0 || jobs !== undefined) return names;
    throw new UserError('Which files?', {next: ['Name them, or jobs that read them: -p 1234567.']});
  },
  flags: {
    download: Flags.boolean({char: 'd', description: 'download each replica, and compare the checksum'}),
    ignore: Flags.boolean({char: 'i', description: 'with -d: without looking at it first'}),
    verbose: Flags.boolean({char: 'v', description: 'what the storage element says'}),
    command: Flags.boolean({char: 'c', description: 'of a failure: the command that failed'}),
    elements: Flags.string({char: 's', description: 'only these storage elements, with commas between them'}),
    jobs: Flags.string({
      char: 'p',
      description: 'check the input data of these jobs, with commas between them',
    }),
    online: Flags.boolean({char: 'o', description: 'only whether it is on disk'}),
    stage: Flags.boolean({char: 'O', description: 'bring it from tape to disk'}),
    '4': Flags.boolean({description: 'only IPv4'}),
    '6': Flags.boolean({description: 'only IPv6'}),
  },
});
