import type {Hook, Interfaces} from '@oclif/core';
import {type GridContext, contextOf} from '../lib/cli/context.ts';
import {reportFailure} from '../lib/cli/failure.ts';
import {showAnswer} from '../lib/cli/show-answer.ts';
import {similarNames} from '../lib/cli/suggest.ts';
import {UserError} from '../lib/errors/errors.ts';
import {exitCodeOf, isUnknownCommand, textOf} from '../lib/session/answer.ts';
import {expectSuccess} from '../lib/session/expect-success.ts';

const JSON_WORDS = new Set(['-json', '--json']);
const COMMAND_NOT_FOUND = 127;

/**
 * A name that is no command of ours goes to the central service as it is, with all its words. Only when the
 * service does not know it either is its list of commands asked for, to suggest what was meant.
 */
export const commandNotFound: Hook<'command_not_found'> = async function ({argv = [], config, id}) {
  const context = contextOf(config);
  // oclif joins the words of a known topic by colons; the service knows no topics
  const [command = id, ...words] = [...id.split(':'), ...argv];
  try {
    return await passThrough(context, config, command, words);
  } catch (error) {
    return reportFailure(error, context.out, undefined);
  }
};

async function passThrough(
  context: GridContext,
  config: Interfaces.Config,
  command: string,
  words: readonly string[],
): Promise<number> {
  const json = words.some((word) => JSON_WORDS.has(word));
  const options = words.filter((word) => !JSON_WORDS.has(word));
  const {session, out, interrupt} = context;
  if (config.topics.some(({name}) => name === command))
    throw unknownCommand([command, ...words].join(' '), []);
  const answer = await session.request(command, options, {
    want: json ? 'both' : 'text',
    signal: interrupt.signal,
  });
  if (isUnknownCommand(answer)) {
    const list = await session.request('commandlist', [], {want: 'keys', signal: interrupt.signal});
    const remote = list.results.flatMap(({commandlist}) =>
      typeof commandlist === 'string' ? [commandlist] : [],
    );
    throw unknownCommand(command, similarNames(command, [...config.commandIDs, ...remote]));
  }
  if (json) {
    showAnswer(answer, out);
    return exitCodeOf(answer);
  }
  const text = textOf(answer);
  if (text !== '') out.line(text);
  expectSuccess(answer);
  const warning = answer.metadata.error.trim();
  if (warning !== '') out.note(warning);
  return 0;
}

function unknownCommand(typed: string, similar: readonly string[]): UserError {
  const next =
    similar.length > 0 ? [`Did you mean ${similar.join(', ')}?`] : ['See "alien help" for all commands.'];
  return new UserError(`There is no command "${typed}", neither here nor at the central service.`, {
    exitCode: COMMAND_NOT_FOUND,
    next,
  });
}
