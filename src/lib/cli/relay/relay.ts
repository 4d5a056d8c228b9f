import {refusal} from '../../catalogue/explain-refusal.ts';
import {type AlienError, UserError} from '../../errors/errors.ts';
import {type Answer, exitCodeOf, isUnknownCommand, textOf} from '../../session/requests/answer.ts';
import type {Run} from '../base/run.ts';
import {similarNames} from '../../words/suggest.ts';
import {refuseWrongNames, serviceNames} from './name-words.ts';
import {refuseAmbiguousPatterns} from './pattern-words.ts';
import {answerStream} from './answer-stream.ts';
import {showAnswer, showTable} from './show-answer.ts';
import type {TakeResults} from '../../session/requests/requester.ts';
import type {Table} from '../show/columns.ts';

/** What the service is to do, and how the person is told of it. */
export interface Errand {
  readonly command: string;
  readonly options: readonly string[];
  /** the results as a table */
  readonly table?: Table | undefined;
  /** names of our own, to suggest where the service does not know the command */
  readonly ownCommands?: readonly string[];
  /** Some refusals come with the code 0: this finds them. */
  readonly examine?:
    | ((
        answer: Answer,
        options: readonly string[],
        run: Pick<Run, 'grid' | 'interrupt'>,
      ) => AlienError | undefined | Promise<AlienError | undefined>)
    | undefined;
  /** another text than the one of the service */
  readonly textOf?: ((answer: Answer) => string) | undefined;
}

/**
 * Let the central service do a command and show what it says: its text, a table, or the whole answer as JSON. What comes
 * with an error goes to stderr (`ls` of several names, say).
 * @returns the exit code of the answer, 0 unless it was shown as JSON
 * @throws {ServerError} for a refusal; {UserError} 127 for a command that the service does not know, 22 for an empty name
 */
export async function relay(run: Run, errand: Errand): Promise<number> {
  const {command, table, ownCommands = [], examine} = errand;
  const options = serviceNames(command, errand.options);
  refuseWrongNames(command, options);
  await refuseAmbiguousPatterns(run.grid, command, options, run.interrupt.signal);
  const isText = run.form === 'text' && !table;
  const want = isText && !examine && !errand.textOf ? 'text' : 'both';
  const raw = run.form === 'raw' && !table;
  // What has to be looked at first, or shown as it came, is there as a whole.
  const isWhole = raw || examine !== undefined || errand.textOf !== undefined;
  const stream = isWhole ? undefined : answerStream(run.out, {table, isPlain: isText});
  let answer: Answer;
  try {
    const {signal} = run.interrupt;
    const onResults: TakeResults | undefined = stream && ((...some) => stream.add(...some));
    answer = await run.grid.request(command, options, {want, raw, signal, ...(onResults && {onResults})});
  } catch (error) {
    if (!stream?.hasBegun) suggestOwn(run, command, ownCommands);
    throw error;
  }
  if (stream?.hasBegun) {
    await stream.end(answer);
    return 0;
  }
  if (isUnknownCommand(answer)) throw await unknownCommand(run, command, ownCommands);
  const failure =
    exitCodeOf(answer) === 0
      ? await examine?.(answer, options, run)
      : await refusal(run.grid, {command, words: options}, answer, {signal: run.interrupt.signal});
  if (table && table.layout !== 'document') {
    await showTable(answer, table, run.out, failure);
    return 0;
  }
  if (isText) {
    const text = (errand.textOf ?? textOf)(answer);
    if (text !== '' && text.trim() !== failure?.message) {
      // Of a refused request a script must not take half a result, or help, for the whole.
      if (exitCodeOf(answer) === 0) run.out.line(text);
      else run.out.note(text);
    }
    if (failure) throw failure;
    const warning = answer.metadata.error.trim();
    if (warning !== '') run.out.note(warning);
    return 0;
  }
  if (raw) run.out.jsonText(answer.raw ?? JSON.stringify(answer));
  else showAnswer(failure ? refusedAnswer(answer, failure) : answer, run.out, table);
  return raw && exitCodeOf(answer) !== 0 ? exitCodeOf(answer) : (failure?.exitCode ?? 0);
}

/** The answer with the reason that was found, and its code. */
export function refusedAnswer(answer: Answer, {message, exitCode}: AlienError): Answer {
  const metadata = {...answer.metadata, error: message, exitcode: String(exitCode)};
  return {...answer, metadata};
}

/** Where the service cannot be asked, a mistyped command of ours is still told. */
function suggestOwn({out}: Run, command: string, ownCommands: readonly string[]): void {
  const similar = similarNames(command, ownCommands).map((name) => name.replaceAll(':', ' '));
  if (similar.length > 0) {
    out.note(
      `"${command}" is not a command of this program; did you mean ${similar.join(', ')}? Asking the central service failed:`,
    );
  }
}

/** Only now the service is asked for its commands, once a day, so that no one pays for it who types right. */
async function unknownCommand(
  {grid, env, interrupt}: Run,
  command: string,
  ownCommands: readonly string[],
): Promise<UserError> {
  const {SharedMemory} = await import('../../completion/shared-memory.ts');
  const {serverCommands} = await import('../../completion/server-commands.ts');
  const list = await serverCommands(grid, SharedMemory.of(env), interrupt.signal);
  const remote = list.map(({name}) => name);
  const similar = similarNames(command, [...ownCommands, ...remote]);
  return new UserError(`There is no command "${command}", neither here nor at the central service.`, {
    code: 'NO_SUCH_COMMAND',
    next:
      similar.length > 0
        ? [`Did you mean ${similar.join(', ')}?`]
        : ['See "alien help --all" for all commands.'],
  });
}
