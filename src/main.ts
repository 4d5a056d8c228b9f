import {flush, run as runOclif} from '@oclif/core';
import {COMMANDS} from 'alien:commands';
import {reportFailure} from './lib/cli/base/failure.ts';
import {loadOptions} from './lib/cli/base/run-of.ts';
import type {Run} from './lib/cli/base/run.ts';
import {Output} from './lib/cli/show/output.ts';
import {ownSpelling} from './lib/cli/words/legacy-arguments.ts';
import {exitCodeFrom} from './lib/errors/exit-codes.ts';
import {catchTheRest} from './last-resort.ts';
import {OutputWatch} from './process-output.ts';
import {processRun} from './process-run.ts';
import {obeyNohup} from './process-signals.ts';

export {COMMANDS};

/**
 * Run one command line in a process of its own.
 * @param argv the words behind the program's name
 * @param root the directory of the package, where oclif finds package.json and manifest
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  let run: Run | undefined;
  const output = new OutputWatch(() => run?.interrupt);
  catchTheRest((error) => output.hasTold(error));
  obeyNohup();
  const [id, ...words] = argv;
  const args = id === undefined ? [] : [id, ...ownSpelling(COMMANDS[id], words)];
  // Whatever ends the process: a failure must not look like a success.
  process.once('exit', (end) => (process.exitCode = exitCodeFrom(output.exitCode(end))));
  const begin = (userAgent: string) => (run ??= processRun(userAgent, args));
  let code: unknown;
  try {
    code = await runOclif(args, loadOptions(root, begin));
    await flush();
  } catch (error) {
    // oclif would show it without a thought of what a name in it could do to a terminal
    code = reportFailure(error, run?.out ?? new Output(process.stdout, process.stderr), undefined);
  }
  const own = typeof code === 'number' ? code : (run?.exitCode ?? 0);
  if (own !== 0) process.exitCode = exitCodeFrom(own); // else what a plugin has set by itself stays
}

/**
 * The other doors of the bundle. Each is evaluated when somebody knocks: with a static import `alien version`
 * would pay for the session too. (The bundler makes functions of these calls.)
 */
/* eslint-disable @typescript-eslint/no-require-imports -- the bundler makes lazy functions of them only */
export const doors = {
  get api() {
    return require('./index.ts') as typeof import('./index.ts');
  },
  get help() {
    return require('./lib/cli/relay/help.ts') as typeof import('./lib/cli/relay/help.ts');
  },
  get command() {
    return require('./command.ts') as typeof import('./command.ts');
  },
};

export const hooks = {
  get init() {
    return (require('./hooks/init.ts') as typeof import('./hooks/init.ts')).init;
  },
  get commandNotFound() {
    return (require('./hooks/command-not-found.ts') as typeof import('./hooks/command-not-found.ts'))
      .commandNotFound;
  },
  get finalise() {
    return (require('./hooks/finally.ts') as typeof import('./hooks/finally.ts')).finalise;
  },
};
