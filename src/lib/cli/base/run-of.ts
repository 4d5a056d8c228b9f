import type {Interfaces} from '@oclif/core';
import {InternalError} from '../../errors/errors.ts';
import type {Run} from './run.ts';

/**
 * The run rides on the options of oclif's config: oclif makes a new config for the command itself and hands the
 * options on; and plugins with an oclif of their own find it there too.
 */
const RUN = Symbol.for('@alien-grid/cli.run');
const BEGIN = Symbol.for('@alien-grid/cli.begin');

interface Options {
  readonly root: string;
  [RUN]?: Run;
  readonly [BEGIN]?: (config: Interfaces.Config) => Run;
}

/**
 * Options for oclif that carry a run.
 * @param begin makes it, when oclif knows the program: how it calls itself, its plugins
 */
export function loadOptions(root: string, begin: (config: Interfaces.Config) => Run): Options {
  return {root, [BEGIN]: begin};
}

/** The run that a config belongs to, made on first use. */
export function runOf(config: Interfaces.Config): Run {
  const {options} = config as Interfaces.Config & {options: Options};
  const run = options[RUN] ?? options[BEGIN]?.(config);
  if (run === undefined) throw new InternalError('A command was started without a run.');
  options[RUN] = run;
  return run;
}

/**
 * The words of a command that oclif does not know. It takes all words up to the first flag for its name and joins
 * them by colons; where words hold colons themselves it loses count, and some of those behind.
 */
export function wordsOf({words}: Run, id: string, argv: readonly string[]): readonly string[] {
  const spoken = words.filter((word) => word !== ''); // oclif leaves out what is empty
  return spoken.join(':').startsWith(id) ? words : [id, ...argv];
}
