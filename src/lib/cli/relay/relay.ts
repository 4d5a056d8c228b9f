import {UserError} from '../../errors/errors.ts';
import {type Answer, exitCodeOf, isUnknownCommand, textOf} from '../../session/answer.ts';
import {NAMING_COMMANDS, expectMade} from '../../session/expect-made.ts';
import type {Run} from '../base/run.ts';
import type {Output} from '../show/output.ts';
import {similarNames} from '../words/suggest.ts';
import {refuseWrongNames} from './name-words.ts';
import {refuseAmbiguousPatterns} from './pattern-words.ts';
import {answerForm, showAnswer} from './show-answer.ts';

/**
 * Let the central service do a command and show what it says: its text, or the whole answer as JSON, which
 * ALIENPY_JSON asks for too. What comes with an error is shown too (`ls` of several names, say).
 * @param ownCommands names of our own, to suggest where the service does not know the command
 * @returns the exit code of the answer, 0 unless it was shown as JSON
 * @throws {ServerError} for a refusal; {UserError} 127 for a command that the service does not know, 22 for an empty name
 */
export async function relay(
  run: Run,
  command: string,
  options: readonly string[],
  json: boolean,
  ownCommands: readonly string[] = [],
): Promise<number> {
  refuseWrongNames(command, options);
  const form = answerForm(await run.environment(), json);
  await refuseAmbiguousPatterns(run.grid, command, options, run.interrupt.signal);
  const want = form === 'text' ? 'text' : 'both';
  const raw = form === 'raw';
  const answer = await run.grid.request(command, options, {want, raw, signal: run.interrupt.signal});
  if (isUnknownCommand(answer)) throw await unknownCommand(run, command, ownCommands);
  if (form === 'text') {
    showText(answer, run.out, NAMING_COMMANDS.has(command) ? options : []);
    return 0;
  }
  if (raw) run.out.jsonText(answer.raw ?? JSON.stringify(answer));
  else showAnswer(answer, run.out);
  return exitCodeOf(answer);
}

/** @param names that the command was to make */
function showText(answer: Answer, out: Output, names: readonly string[]): void {
  const text = textOf(answer);
  if (text !== '') out.line(text);
  expectMade(answer, names);
  const warning = answer.metadata.error.trim();
  if (warning !== '') out.note(warning);
}

/** Only now the service is asked for its commands, so that nobody pays for it who types right. */
async function unknownCommand(
  {grid, interrupt}: Run,
  command: string,
  ownCommands: readonly string[],
): Promise<UserError> {
  const list = await grid.request('commandlist', [], {want: 'keys', signal: interrupt.signal});
  const remote = list.results.flatMap(({commandlist}) =>
    typeof commandlist === 'string' ? [commandlist] : [],
  );
  const similar = similarNames(command, [...ownCommands, ...remote]);
  return new UserError(`There is no command "${command}", neither here nor at the central service.`, {
    code: 'NO_SUCH_COMMAND',
    next:
      similar.length > 0 ? [`Did you mean ${similar.join(', ')}?`] : ['See "alien help" for all commands.'],
  });
}
