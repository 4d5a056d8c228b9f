import {Args} from '@oclif/core';
import {notKilled} from '../../lib/jobs/kill-answer.ts';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'kill',
  description: 'Kill jobs; a master job with all its subjobs.',
  examples: ['1234567', '1234567 1234568'],
  operands: {
    job: Args.string({description: 'numbers of jobs', required: true}),
  },
  repeats: true,
  positional: true,
  telling: jobIds,
  examine: notKilled,
});
