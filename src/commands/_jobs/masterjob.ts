import {Args, Flags} from '@oclif/core';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {insistOnAnswer} from '../../lib/cli/relay/silent-refusals.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'masterjob',
  description: 'Show the subjobs of master jobs, counted by their state.',
  examples: ['1234567', '1234567 -status ERROR_V -printid'],
  completes: {status: 'state'},
  operands: {
    job: Args.string({description: 'numbers of master jobs', required: true}),
  },
  repeats: true,
  flags: {
    status: Flags.string({description: 'only in these states, with commas between them'}),
    id: Flags.string({description: 'only these subjobs, with commas between them'}),
    site: Flags.string({description: 'only at this site, its full name'}),
    printid: Flags.boolean({description: 'the numbers of the subjobs too'}),
    printsite: Flags.boolean({description: 'the sites too'}),
  },
  telling: jobIds,
  examine: insistOnAnswer('There is no such master job.'),
});
