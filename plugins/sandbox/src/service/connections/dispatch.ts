import {Answer} from '../answers/answer.ts';
import type {Metadata, Wanted} from '../answers/answer.ts';
import {entryFor} from '../call/command.ts';
import type {Request, ServerCommand} from '../call/command.ts';
import {COMMANDS} from '../commands/index.ts';
import {Crash} from '../answers/crash.ts';
import {EINVAL, ENOENT, ENOSPC, EREMOTEIO} from '../answers/errno.ts';
import type {Grid} from '../call/grid.ts';
import {isDiskFull} from '../../catalogue/database/disk-full.ts';
import {isAdmin} from '../../catalogue/owners/permissions.ts';
import {makeOdd} from './odd-answers.ts';
import type {Session} from '../identity/session.ts';

const HELP = new Set(['-h', '--h', '-help', '--help']);
/** Names that the real service takes without doing or saying anything. */
const SILENT_NAMES = new Set([
  'roleami',
  'cdir',
  'gfilecomplete',
  'cdirtiled',
  'blackwhite',
  'color',
  'setshell',
]);

/** What the dispatcher itself takes out of the options of every command. */
interface Common {
  readonly input: string[];
  readonly wanted: Wanted;
  readonly help: boolean;
  readonly directory: string | undefined;
  readonly silent: boolean;
}

/**
 * Executes one request and returns the text message to send back. That of the first request of a connection
 * is empty if it should be silent; later on, being silent has no effect: so it is in the real service.
 */
export async function dispatch(
  grid: Grid,
  session: Session,
  name: string,
  options: readonly string[],
): Promise<string> {
  const started = performance.now();
  const common = takeCommonOptions(options);
  const answer = new Answer(common.wanted);
  if (common.directory !== undefined) changeDirectory(grid, session, common.directory);
  const first = session.requests++ === 0;
  const finish = makeOdd(answer, grid.faults, name);
  await execute({grid, session, answer}, name, common.input, common.help);
  finish();
  if (first && common.silent) return '';
  return answer.serialise(metadataOf(session, started));
}

/** The answer to a message that was not understood. */
export function refuse(session: Session, reason: string): string {
  const answer = new Answer();
  answer.failPlainly(EINVAL, reason);
  return answer.serialise(metadataOf(session, performance.now()));
}

type Target = Pick<Request, 'grid' | 'session' | 'answer'>;

async function execute(target: Target, name: string, input: readonly string[], help: boolean): Promise<void> {
  const {answer, session} = target;
  if (SILENT_NAMES.has(name)) return;
  const found = COMMANDS.get(name);
  if (found === undefined) return answer.fail(ENOENT, `Command [${name}] not found!`);
  if (help) return found.help(answer);
  const request: Request = {
    ...target,
    commands: () => listedFor(session),
    known: (other) => COMMANDS.has(other) || SILENT_NAMES.has(other),
    execute: (other, words) => execute(target, other, words, false),
  };
  try {
    await found.invoke(input, request);
  } catch (error) {
    if (isDiskFull(error)) return answer.fail(ENOSPC, 'the disk of the sandbox is full, nothing was done');
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Crash)) target.grid.onError(error);
    answer.fail(EREMOTEIO, `Error executing the command [${name}]: \n${message}`);
  }
}

function listedFor(session: Session): string[] {
  const admin = isAdmin(session.account);
  const shown = (command: ServerCommand): boolean => !command.hidden && (admin || !command.adminOnly);
  return [...COMMANDS.values()].filter(shown).map((command) => command.name);
}

function takeCommonOptions(options: readonly string[]): Common {
  const input: string[] = [];
  let message = true;
  let keys = true;
  let help = false;
  let silent = false;
  let directory: string | undefined;
  for (const option of options) {
    if (option === '-nomsg') message = false;
    else if (option === '-nokeys') keys = false;
    else if (HELP.has(option)) help = true;
    else if (option.startsWith('-pwd=')) directory = option.slice(5);
    else if (option === '-silent') silent = true;
    else if (!option.startsWith('-debug=')) input.push(option);
  }
  return {input, wanted: {message, keys}, help, directory, silent};
}

function changeDirectory(grid: Grid, session: Session, typed: string): void {
  const entry = entryFor({session, grid}, typed);
  if (entry?.type === 'd') session.enter(entry.lfn);
  else session.currentDir = undefined;
}

function metadataOf(session: Session, started: number): Metadata {
  const metadata = {currentdir: session.currentDir ?? '[none]', user: session.account.name};
  if (!session.timing) return metadata;
  return {...metadata, timing_ms: (performance.now() - started).toFixed(6)};
}
