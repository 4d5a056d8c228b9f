import {Args} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'echo',
  description: 'Let the central service repeat words: the shortest test of a connection.',
  examples: ['hello'],
  operands: {
    word: Args.string({description: 'words'}),
  },
  repeats: true,
  positional: true,
});
