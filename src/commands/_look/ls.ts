import {Args, Flags} from '@oclif/core';
import {type ServerDeclaration, serverCommand} from '../../lib/cli/relay/server-command.ts';

export const ls: ServerDeclaration = {
  command: 'ls',
  description: 'List grid directories and files. Directories end with a slash.',
  examples: ['', '/alice/data/2024', "'results/*.root'"],
  operands: {
    name: Args.string({
      description: 'names on the grid, wildcards * and ? allowed; your home if there is none',
    }),
  },
  repeats: true,
  flags: {
    long: Flags.boolean({char: 'l', description: 'permissions, owner, size and time too'}),
    all: Flags.boolean({char: 'a', description: 'names that begin with a dot too'}),
    human: Flags.boolean({
      char: 'H',
      charAliases: ['h'],
      description: 'human-readable sizes (implies -l); also -h behind another word',
    }),
    classify: Flags.boolean({char: 'F', description: 'a slash behind directories (always on)', hidden: true}),
    'one-a-line': Flags.boolean({aliases: ['1'], description: 'one name a line, as always; also -1'}),
    full: Flags.boolean({char: 'c', description: 'full names'}),
    guid: Flags.boolean({char: 'b', description: 'GUIDs of the files'}),
  },
  differing: {'one-a-line': () => []},
  always: ['-F'],
  forColumns: ['-l'],
};

export default serverCommand(ls);
