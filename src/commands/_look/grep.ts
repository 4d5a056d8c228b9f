import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';

export default serverCommand({
  command: 'grep',
  description: 'Search for a pattern in text files on the grid. The central service reads the files.',
  examples: ['ERROR data/run1/stdout.log', "-i -n 'seg.*fault' data/run1/stdout.log"],
  operands: {
    pattern: Args.string({description: 'what to look for, a regular expression', required: true}),
    file: Args.string({description: 'files to search', required: true}),
  },
  repeats: true,
  flags: {
    'ignore-case': Flags.boolean({char: 'i', description: 'upper and lower case are the same'}),
    'line-number': Flags.boolean({char: 'n', description: 'number the lines'}),
    'invert-match': Flags.boolean({char: 'v', description: 'lines that do not match'}),
    count: Flags.boolean({char: 'c', description: 'only count the lines'}),
    'only-matching': Flags.boolean({char: 'o', description: 'only what matches of each line'}),
    'files-with-matches': Flags.boolean({char: 'l', description: 'only the names of the files'}),
    'with-filename': Flags.boolean({char: 'H', description: 'the name of the file with each line'}),
    'word-regexp': Flags.boolean({char: 'w', description: 'whole words only'}),
    'extended-regexp': Flags.boolean({char: 'E', description: 'extended regular expressions'}),
    'fixed-strings': Flags.boolean({char: 'F', description: 'the pattern is plain text'}),
    'after-context': Flags.integer({char: 'A', description: 'lines after each match', min: 0}),
    'before-context': Flags.integer({char: 'B', description: 'lines before each match', min: 0}),
    context: Flags.integer({char: 'C', description: 'lines around each match', min: 0}),
  },
  positional: true,
});
