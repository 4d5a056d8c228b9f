import {Flags} from '@oclif/core';
import {selectionFlags} from '../copy/selection-flags.ts';

/** What the service's own `find` knows; each is told to it by its letter. */
export const serviceFlags = {
  all: Flags.boolean({char: 'a', description: 'hidden files too (always on)', hidden: true}),
  unsorted: Flags.boolean({char: 's', description: 'in the order of the catalogue'}),
  count: Flags.boolean({char: 'c', description: 'a last line with the number of files'}),
  directories: Flags.boolean({char: 'd', description: 'directories too'}),
  long: Flags.boolean({char: 'w', description: 'permissions, owner, size and time too'}),
  human: Flags.boolean({char: 'h', description: 'with -w: human-readable sizes (write -wh)'}),
  regex: Flags.boolean({
    char: 'r',
    description: 'the pattern is a regular expression, from the directory on',
  }),
  newest: Flags.boolean({char: 'y', description: 'only the biggest version'}),
  fields: Flags.boolean({char: 'f', description: 'with --json: all fields'}),
  limit: Flags.integer({char: 'l', description: 'not more than this many', min: 1}),
  offset: Flags.integer({char: 'o', description: 'leave out the first ones', min: 0}),
  jobid: Flags.string({char: 'j', aliases: ['queueid'], description: 'only what this job has made'}),
  'server-exclude': Flags.string({
    char: 'e',
    description: 'leave out what matches this pattern (repeatable)',
    multiple: true,
    multipleNonGreedy: true,
  }),
  site: Flags.string({char: 'S', description: 'nearest to this site first'}),
  fresh: Flags.boolean({
    description:
      'ask again: without it the answer may be 5 minutes old, since the service caches it for all users',
  }),
  collection: Flags.string({char: 'x', description: 'write an XML collection to this LFN; - prints it'}),
};

const {glob, select, exclude, exclude_re, minsize, maxsize, mindepth, maxdepth, user, group} = selectionFlags;
const helpGroup = 'SELECTION';

/** What is chosen here among the hits of the service. */
export const choiceFlags = {
  name: Flags.string({
    description: 'only names like this: "*.root"; or begin_X_contain_Y_ends_Z_ext_E, all or some of them',
    helpGroup,
  }),
  type: Flags.option({
    options: ['f', 'd'] as const,
    description: 'f: only files, d: only directories',
    helpGroup,
  })(),
  size: Flags.string({description: 'larger than 10 MiB: +10M, smaller: -10M; c is bytes', helpGroup}),
  glob,
  select,
  exclude,
  exclude_re,
  minsize,
  maxsize,
  mindepth,
  maxdepth,
  'min-ctime': selectionFlags['min-ctime'],
  'max-ctime': selectionFlags['max-ctime'],
  user,
  group,
};
