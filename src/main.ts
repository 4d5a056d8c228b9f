import {execute} from '@oclif/core';
import {COMMANDS} from './commands/index.ts';
import {normaliseArguments} from './lib/cli/legacy-arguments.ts';

export {COMMANDS};
export * as api from './index.ts';
export * as command from './command.ts';
export {init} from './hooks/init.ts';
export {commandNotFound} from './hooks/command-not-found.ts';
export {finalise} from './hooks/finally.ts';

/** A reader that went away (`alien find ... | head`) is no failure worth words: what a pipe's end gives in a shell. */
const BROKEN_PIPE = 141;

/**
 * Run one command line.
 * @param argv the words behind the program's name
 * @param root the directory of the package, where oclif finds package.json and manifest
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(BROKEN_PIPE);
    });
  }
  const [id = '', ...words] = argv;
  const flags = new Set(Object.keys({...COMMANDS[id]?.flags, ...COMMANDS[id]?.baseFlags}));
  const code: unknown = await execute({args: [id, ...normaliseArguments(words, flags)], loadOptions: {root}});
  if (typeof code === 'number') process.exitCode = code;
}
