import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'changeDiff',
  description: 'Show how a file differs from its older version, the one with ~ behind its name.',
  examples: ['run.jdl'],
  operands: {
    file: Args.string({description: 'files', required: true}),
  },
  repeats: true,
});
