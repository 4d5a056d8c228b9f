import {Args} from '@oclif/core';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'resubmit',
  description: 'Run failed jobs again. A job keeps its number.',
  examples: ['1234567', '1234567 1234568'],
  operands: {
    job: Args.string({description: 'numbers of jobs', required: true}),
  },
  repeats: true,
  positional: true,
  telling: jobIds,
});
