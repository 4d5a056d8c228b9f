import {type Answer, exitCodeOf, isUnknownCommand, textOf} from '../../session/answer.ts';
import {expectSuccess} from '../../session/expect-success.ts';
import {similarNames} from '../words/suggest.ts';
import {UserError} from '../../errors/errors.ts';
import type {GridContext} from '../base/context.ts';
import {refuseWrongNames} from './name-words.ts';
import {type AnswerForm, answerForm, showAnswer} from './show-answer.ts';

const COMMAND_NOT_FOUND = 127;

/**
 * Let the central service do a command and show what it says: its text, or the whole answer as JSON, which
 * ALIENPY_JSON asks for too. What comes with an error is shown too (`ls` of several names, say).
 * @param ownCommands names of our own, to suggest where the service does not know the command
 * @returns the exit code of the answer, 0 unless it was shown as JSON
 * @throws {ServerError} for a refusal; {UserError} 127 for a command that the service does not know, 22 for an empty name
 */
export async function relay(
  context: GridContext,
  command: string,
  options: readonly string[],
  json: boolean,
  ownCommands: readonly string[] = [],
): Promise<number> {
  refuseWrongNames(command, options);
  const form = answerForm(await context.environment(), json);
  const {answer, text} = await ask(context, command, options, form);
  if (isUnknownCommand(answer)) throw await unknownCommand(context, command, ownCommands);
  if (form === 'text') {
    showText(answer, context);
    return 0;
  }
  if (form === 'raw') context.out.line(text);
  else showAnswer(answer, context.out);
  return exitCodeOf(answer);
}

/** The answer, and the text message that it came as. */
async function ask(
  context: GridContext,
  command: string,
  options: readonly string[],
  form: AnswerForm,
): Promise<{answer: Answer; text: string}> {
  let text = '';
  const stop = context.watch((event) => {
    if (event.kind === 'answer' && event.command === command) text = event.text;
  });
  try {
    const want = form === 'text' ? 'text' : 'both';
    const answer = await context.session.request(command, options, {want, signal: context.interrupt.signal});
    return {answer, text};
  } finally {
    stop();
  }
}

function showText(answer: Answer, {out}: GridContext): void {
  const text = textOf(answer);
  if (text !== '') out.line(text);
  expectSuccess(answer);
  const warning = answer.metadata.error.trim();
  if (warning !== '') out.note(warning);
}

/** Only now the service is asked for its commands: whoever types right does not pay for it. */
async function unknownCommand(
  {session, interrupt}: GridContext,
  command: string,
  ownCommands: readonly string[],
): Promise<UserError> {
  const list = await session.request('commandlist', [], {want: 'keys', signal: interrupt.signal});
  const remote = list.results.flatMap(({commandlist}) =>
    typeof commandlist === 'string' ? [commandlist] : [],
  );
  const similar = similarNames(command, [...ownCommands, ...remote]);
  return new UserError(`There is no command "${command}", neither here nor at the central service.`, {
    exitCode: COMMAND_NOT_FOUND,
    next:
      similar.length > 0 ? [`Did you mean ${similar.join(', ')}?`] : ['See "alien help" for all commands.'],
  });
}
