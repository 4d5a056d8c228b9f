import {Flags} from '@oclif/core';
import type {SelectionRequest} from '../../copy/model/selection-request.ts';

const helpGroup = 'SELECTION';
const text = (description: string) => Flags.string({description, helpGroup});
const texts = (description: string) =>
  Flags.string({description, helpGroup, multiple: true, multipleNonGreedy: true});
const count = (description: string) => Flags.integer({description, helpGroup, min: 0});

/** The flags of `cp` that choose among the files that are found. */
export const selectionFlags = {
  glob: text('only names, or paths below the source, like this: "*.root"'),
  select: text('only full paths in which this regular expression matches'),
  name: text('only names of this kind: begin_X_contain_Y_ends_Z_ext_E, all or some of them'),
  exclude: texts('exclude files with this text in the path below the source'),
  exclude_re: texts('exclude files whose path below the source matches this regular expression'),
  minsize: text('at least this many bytes (also 20K, 1.5G)'),
  maxsize: text('at most this many bytes'),
  mindepth: count('at least this many directories below the source'),
  maxdepth: count('at most this many directories below the source'),
  'min-ctime': text('not changed before: unix time, or a date'),
  'max-ctime': text('not changed after'),
  user: text('of this owner, on the grid'),
  group: text('of this group, on the grid'),
  jobid: Flags.string({
    char: 'j',
    aliases: ['queueid'],
    description: 'made by this job, on the grid',
    helpGroup,
  }),
  limit: Flags.integer({char: 'l', description: 'at most this many files', helpGroup, min: 1}),
  offset: Flags.integer({char: 'o', description: 'skip this many files first', helpGroup, min: 0}),
  'server-exclude': Flags.string({
    char: 'e',
    description: 'exclude these; the central service reads the pattern',
    helpGroup,
  }),
  site: text('first the files that are near this site'),
};

/** What the flags hold after parsing. */
type SelectionFlags = {
  readonly [Name in 'exclude' | 'exclude_re']?: string[] | undefined;
} & {
  readonly [Name in 'mindepth' | 'maxdepth' | 'limit' | 'offset']?: number | undefined;
} & {
  readonly [
    Name in Exclude<
      keyof typeof selectionFlags,
      'exclude' | 'exclude_re' | 'mindepth' | 'maxdepth' | 'limit' | 'offset'
    >
  ]?: string | undefined;
};

/** The choice that the flags mean. */
export function selectionFrom(flags: SelectionFlags): SelectionRequest {
  const choice = {
    glob: flags.glob,
    select: flags.select,
    name: flags.name,
    exclude: flags.exclude,
    excludeRegex: flags.exclude_re,
    minSize: flags.minsize,
    maxSize: flags.maxsize,
    minDepth: flags.mindepth,
    maxDepth: flags.maxdepth,
    minTime: flags['min-ctime'],
    maxTime: flags['max-ctime'],
    user: flags.user,
    group: flags.group,
    jobId: flags.jobid,
    limit: flags.limit,
    offset: flags.offset,
    serverExclude: flags['server-exclude'],
    site: flags.site,
  };
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}
