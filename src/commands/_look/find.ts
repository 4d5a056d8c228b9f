import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';
import {freshOptions} from '../../lib/session/fresh-find.ts';

export default serverCommand({
  command: 'find',
  description:
    'Find files below a grid directory, one LFN a line. The pattern matches anywhere in the path; * crosses slashes.',
  examples: ["/alice/data/2024 '*.root'", "'/alice/data/2024/5*/AO2D.root'", "-r results '.*/run[0-9]+/.*'"],
  operands: {
    directory: Args.string({
      description: 'where to look, or directory and pattern in one word',
      required: true,
    }),
    pattern: Args.string({description: 'what to look for (* any text, _ any character)'}),
    condition: Args.string({description: 'Tag:condition, for -y only'}),
  },
  flags: {
    all: Flags.boolean({char: 'a', description: 'hidden files too (always on)', hidden: true}),
    unsorted: Flags.boolean({char: 's', description: 'in the order of the catalogue'}),
    count: Flags.boolean({char: 'c', description: 'a last line with the number of files'}),
    directories: Flags.boolean({char: 'd', description: 'directories too'}),
    long: Flags.boolean({char: 'w', description: 'permissions, owner, size and time too'}),
    human: Flags.boolean({char: 'h', description: 'with -w: sizes for people (write -wh)'}),
    regex: Flags.boolean({
      char: 'r',
      description: 'the pattern is a regular expression, from the directory on',
    }),
    newest: Flags.boolean({char: 'y', description: 'only the biggest version'}),
    fields: Flags.boolean({char: 'f', description: 'with --json: all fields'}),
    limit: Flags.integer({char: 'l', description: 'not more than this many', min: 1}),
    offset: Flags.integer({char: 'o', description: 'leave out the first ones', min: 0}),
    jobid: Flags.string({char: 'j', description: 'only what this job has made'}),
    exclude: Flags.string({
      char: 'e',
      description: 'leave out what matches (repeatable)',
      multiple: true,
      multipleNonGreedy: true,
    }),
    site: Flags.string({char: 'S', description: 'nearest to this site first'}),
    fresh: Flags.boolean({
      description:
        'ask anew: without it the answer may be 5 minutes old, since the service remembers it, for everybody',
    }),
    collection: Flags.string({char: 'x', description: 'write an XML collection to this LFN; - prints it'}),
  },
  forColumns: ['-f'],
  differing: {
    long: ({human}) => (human ? [] : ['-w']),
    human: () => ['-wh'], // alone it would ask for help
    fresh: ({limit}) => freshOptions(limit !== undefined),
  },
});
