import {Args} from '@oclif/core';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'registerOutput',
  description: 'Register in the catalogue the output files of a job that has failed after saving them.',
  examples: ['1234567'],
  operands: {
    job: Args.string({description: 'number of a job', required: true}),
  },
  positional: true,
  telling: jobIds,
});
