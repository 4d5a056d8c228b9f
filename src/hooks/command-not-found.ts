import {statSync} from 'node:fs';
import type {Hook, Interfaces} from '@oclif/core';
import {reportFailure} from '../lib/cli/base/failure.ts';
import {runOf, wordsOf} from '../lib/cli/base/run-of.ts';
import type {Run} from '../lib/cli/base/run.ts';
import {relay} from '../lib/cli/relay/relay.ts';
import {similarNames} from '../lib/words/suggest.ts';
import {UserError} from '../lib/errors/errors.ts';
import {canBeFound} from '../lib/files/local-path.ts';

const JSON_WORDS = new Set(['-json', '--json']);

/** Whether a word is the name of a local file: then it is one with commands, as for any interpreter. */
function isFile(run: Run, word: string): boolean {
  return canBeFound(run.cwd, word) && statSync(run.path(word), {throwIfNoEntry: false})?.isFile() === true;
}

/**
 * A name that is no command of ours goes to the central service as it is, with all its words.
 * Only what stands behind a topic of ours (`alien sandbox ...`) is certainly not for the service.
 */
export const commandNotFound: Hook<'command_not_found'> = async function ({argv = [], config, id}) {
  const run = runOf(config);
  try {
    const [command = id, ...words] = wordsOf(run, id, argv);
    await run.chooseForm(words.map((word) => (JSON_WORDS.has(word) ? '--json' : word)));
    refuseExtraWords(config, [command, ...words]);
    if (config.findTopic(command) !== undefined) {
      const typed = [command, ...words].join(' ');
      const similar = similarNames(id, config.commandIDs).map((name) => name.replaceAll(':', ' '));
      throw new UserError(`There is no command "${typed}".`, {
        code: 'NO_SUCH_COMMAND',
        next: [similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : `See "alien ${command} --help".`],
      });
    }
    if (words.length === 0 && isFile(run, command)) return await run.launch(['batch', '--', command]);
    const options = words.filter((word) => !JSON_WORDS.has(word));
    return await relay(run, {command, options, ownCommands: config.commandIDs});
  } catch (error) {
    return reportFailure(error, run.out, undefined);
  }
};

/** oclif takes the operands of a command that has none for a part of its name. */
function refuseExtraWords(config: Interfaces.Config, words: readonly string[]): void {
  for (let length = words.length - 1; length > 0; length--) {
    const id = words.slice(0, length).join(':');
    if (config.findCommand(id) === undefined) continue;
    const extra = words.slice(length).filter((word) => !word.startsWith('-'));
    throw new UserError(`Unexpected argument${extra.length > 1 ? 's' : ''}: ${extra.join(', ')}`, {
      next: [`See "alien ${id.replaceAll(':', ' ')} --help".`],
    });
  }
}
