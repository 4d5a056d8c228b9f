import {AlienError, ServerError} from '../errors/errors.ts';
import {type Lfn, dirnameOfLfn} from '../paths/lfn.ts';
import {type Answer, exitCodeOf} from '../session/requests/answer.ts';
import {NAMING_COMMANDS, refusedName} from '../session/requests/expect-made.ts';
import {errorText} from '../session/requests/expect-success.ts';
import {freshOptions} from '../session/retry/fresh-find.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import type {Entry} from './entry.ts';
import {lfnsOfNames} from './lookup.ts';
import {type Intent, refusedNames} from './refused-names.ts';
import {lookUpEntries} from './stat-entries.ts';

type CallOptions = Pick<RequestOptions, 'signal'>;

/** What the service was asked. */
interface Asked {
  readonly command: string;
  readonly words: readonly string[];
}

/** What is known of a name that was refused. */
interface Facts {
  readonly lfn: Lfn;
  readonly intent: Intent;
  /** the entry and the directories above it, as far as they exist */
  readonly found: ReadonlyMap<Lfn, Entry>;
  readonly user: string;
  readonly isRecursive: boolean;
}

/**
 * Pass a successful answer on.
 * @throws {ServerError} as `refusal` makes it
 */
export async function expectDone(
  grid: Requester,
  asked: Asked,
  answer: Answer,
  call: CallOptions = {},
): Promise<Answer> {
  if (exitCodeOf(answer) === 0) return answer;
  throw await refusal(grid, asked, answer, call);
}

/**
 * Say why the service refused something: itself it says "Input/output error" for nearly everything.
 * @returns the reason and its exit code, or what the service says where no reason is found
 */
export async function refusal(
  grid: Requester,
  asked: Asked,
  answer: Answer,
  call: CallOptions = {},
): Promise<ServerError> {
  const names = NAMING_COMMANDS.has(asked.command) ? asked.words : [];
  const told = refusedName(errorText(answer), exitCodeOf(answer), names);
  if (told.message !== errorText(answer)) return told;
  return (await explainRefusal(grid, asked, answer, call)) ?? told;
}

/**
 * Find the reason of a refusal, by one look at the names in question.
 * @returns undefined where the service has said it already, or where nothing explains it
 */
async function explainRefusal(
  grid: Requester,
  asked: Asked,
  answer: Answer,
  call: CallOptions = {},
): Promise<ServerError | undefined> {
  const refused = refusedNames(asked.command, asked.words, errorText(answer), exitCodeOf(answer));
  if (refused.length === 0) return undefined;
  try {
    const lfns = await lfnsOfNames(
      grid,
      refused.map(({name}) => name),
      call,
    );
    const {found} = await lookUpEntries(grid, [...new Set(lfns.flatMap(withAncestors))], call.signal);
    const {user} = answer.metadata;
    const isRecursive = asked.words.some((word) => /^-\w*[rR]/.test(word));
    for (const [index, {intent}] of refused.entries()) {
      const lfn = lfns[index] as Lfn;
      const reason = reasonFrom({lfn, intent, found, user, isRecursive});
      if (reason !== undefined) return reason;
    }
    const [lfn] = lfns;
    if (asked.command !== 'rmdir' || !(await holdsSomething(grid, lfn as Lfn, call))) return undefined;
    return new ServerError(`Directory not empty: ${lfn}`, {
      code: 'NOT_EMPTY',
      next: [`Remove it with all that is in it: alien rm -r ${lfn}`],
    });
  } catch (error) {
    call.signal?.throwIfAborted();
    // The explanation is a courtesy: without it the words of the service are shown.
    if (error instanceof AlienError) return undefined;
    throw error;
  }
}

/** A name and the directories above it, the nearest first. */
function withAncestors(lfn: Lfn): Lfn[] {
  const names = [lfn];
  for (let above = lfn; above !== '/'; names.push(above)) above = dirnameOfLfn(above);
  return names;
}

function reasonFrom(facts: Facts): ServerError | undefined {
  const {lfn, intent, found, isRecursive} = facts;
  const entry = found.get(lfn);
  if (intent === 'make' && entry !== undefined && entry.type !== 'd') {
    return new ServerError(`File exists: ${lfn} is a file.`, {code: 'EXISTS'});
  }
  if (entry === undefined) return reasonFromAbove(facts);
  if (intent === 'rmdir' && entry.type !== 'd') {
    return new ServerError(`Not a directory: ${lfn}`, {
      code: 'NOT_A_DIRECTORY',
      next: [`Remove a file with: alien rm ${lfn}`],
    });
  }
  if (intent === 'remove' && entry.type === 'd' && !isRecursive) {
    return new ServerError(`Is a directory: ${lfn}`, {
      code: 'IS_A_DIRECTORY',
      next: [`Remove it with all that is in it: alien rm -r ${lfn}`],
    });
  }
  return intent === 'read' ? undefined : reasonFromRights(facts, entry);
}

/** Why an entry that is not there cannot be used, or made. */
function reasonFromAbove({lfn, intent, found, user}: Facts): ServerError | undefined {
  const parent = dirnameOfLfn(lfn);
  const nearest = withAncestors(parent).find((above) => found.has(above));
  const above = nearest === undefined ? undefined : found.get(nearest);
  if (above !== undefined && above.type !== 'd') {
    return new ServerError(`Not a directory: ${above.lfn}`, {code: 'NOT_A_DIRECTORY'});
  }
  if (intent !== 'make') return new ServerError(`No such file or directory: ${lfn}`, {code: 'NO_SUCH_FILE'});
  if (above !== undefined && !mayWrite(above, user)) return denied(lfn, above, user);
  if (nearest === parent) return undefined;
  return new ServerError(`No such directory: ${parent} (to make ${lfn} in)`, {
    code: 'NO_SUCH_FILE',
    next: ['Make it too: alien mkdir -p'],
  });
}

function reasonFromRights({lfn, intent, found, user}: Facts, entry: Entry): ServerError | undefined {
  const isMine = entry.owner === user;
  if (intent === 'own') return isMine ? undefined : denied(lfn, entry, user);
  const concerned = [entry, found.get(dirnameOfLfn(lfn))];
  const barred = concerned.find((each) => each !== undefined && !mayWrite(each, user));
  return barred && denied(lfn, barred, user);
}

/** Whether the permissions let a user write, as far as they tell: of groups only that of the user's own name is known. */
function mayWrite({owner, group, permissions}: Entry, user: string): boolean {
  const [ofOwner, ofGroup, ofOthers] = [...permissions].map((digit) => (Number(digit) & 2) !== 0);
  if (owner === user) return ofOwner !== false;
  return (group === user ? ofGroup : ofOthers) === true;
}

/** @param asked what was to be changed @param barred the entry whose permissions do not allow it */
function denied(asked: Lfn, {lfn, owner, permissions}: Entry, user: string): ServerError {
  const what = asked === lfn ? lfn : `${asked}: ${lfn}`;
  if (owner !== user) {
    return new ServerError(`Permission denied: ${what} belongs to ${owner} (permissions ${permissions}).`, {
      code: 'PERMISSION_DENIED',
    });
  }
  return new ServerError(`Permission denied: ${what} is write-protected (permissions ${permissions}).`, {
    code: 'PERMISSION_DENIED',
    next: [`Allow it: alien chmod 755 ${lfn}`],
  });
}

async function holdsSomething(grid: Requester, lfn: Lfn, call: CallOptions): Promise<boolean> {
  const words = ['-s', '-d', '-l', '2', ...freshOptions(true), '--', lfn, '*'];
  const answer = await grid.request('find', words, {...call, want: 'keys'});
  return (
    exitCodeOf(answer) === 0 &&
    answer.results.some(
      (result) => typeof result['lfn'] === 'string' && result['lfn'].replace(/\/$/, '') !== lfn,
    )
  );
}
