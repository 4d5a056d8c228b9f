import {Args} from '@oclif/core';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'jobListMatch',
  description: 'List the computing elements where a job could run.',
  examples: ['1234567'],
  operands: {
    job: Args.string({description: 'number of a job', required: true}),
  },
  positional: true,
  telling: jobIds,
});
