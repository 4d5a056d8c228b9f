import {Args} from '@oclif/core';
import {refusedByText} from '../../lib/cli/relay/silent-refusals.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'moveDirectory',
  description:
    'Give a large directory a table of its own in the database of the catalogue. For administrators.',
  examples: ['/alice/data/2024'],
  operands: {
    directory: Args.string({description: 'directory on the grid', required: true}),
  },
  examine: refusedByText(
    /does not have enough permissions|does not exist or|already in a separate table|query failed/,
  ),
});
