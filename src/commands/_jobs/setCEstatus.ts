import {Args, Flags} from '@oclif/core';
import {refusedByText} from '../../lib/cli/relay/silent-refusals.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'setCEstatus',
  description: 'Open or lock computing elements. For administrators.',
  examples: ['-status locked ALICE::CERN::SIM'],
  completes: {element: 'computing-element'},
  operands: {
    element: Args.string({description: 'names of computing elements', required: true}),
  },
  repeats: true,
  flags: {
    status: Flags.string({description: 'open or locked', options: ['open', 'locked']}),
  },
  telling: (names, {status}) => {
    if (status !== undefined) return names;
    throw new UserError('Open or locked?', {next: ['Say -status open or -status locked.']});
  },
  examine: refusedByText(/^(?:Error:|Users must have)/m),
});
