/** The states of a job, in the order of their levels: what is declared earlier happens earlier. */
export type JobState = (typeof TABLE)[number][0];

/** State, level, the code in the text of `ps`, the short words that `ps -f` takes for it. */
const TABLE = [
  ['INSERTING', 10, 'I', ['I']],
  ['UPDATING', 11, 'UP', ['UP']],
  ['SPLITTING', 15, 'SP', ['SP']],
  ['SPLIT', 18, 'S', ['S']],
  ['WAITING', 20, 'W', ['W']],
  ['ASSIGNED', 25, 'ASG', ['ASG']],
  // The short word ST means RUNNING, as it does in the real service.
  ['STARTED', 40, 'ST', []],
  ['RUNNING', 50, 'R', ['R', 'ST']],
  ['SAVING', 60, 'SV', ['SV']],
  ['SAVED', 70, 'SVD', ['SVD']],
  ['SAVED_WARN', 71, 'SW', ['SW']],
  ['ZOMBIE', 600, 'Z', ['Z']],
  ['MERGING', 701, 'M', ['M']],
  ['DONE', 800, 'D', ['D']],
  ['DONE_WARN', 801, 'DW', ['DW']],
  ['ERROR_A', 900, 'EA', ['EA']],
  ['ERROR_I', 901, 'EI', ['EI']],
  ['ERROR_E', 902, 'EE', ['EE']],
  ['ERROR_IB', 903, 'EIB', ['EIB']],
  ['ERROR_S', 906, 'ES', ['ES']],
  ['ERROR_SV', 907, 'ESV', ['ESV']],
  ['ERROR_V', 908, 'EV', ['EV']],
  ['ERROR_VN', 909, 'EVN', ['EVN']],
  ['ERROR_VT', 910, 'EVT', ['EVT']],
  ['ERROR_EW', 911, 'EEW', ['EEW']],
  ['ERROR_W', 912, 'EW', ['EW']],
  ['ERROR_SPLT', 913, 'ESP', ['ESP']],
  ['ERROR_VER', 914, 'EVE', ['EVE']],
  ['FAULTY', 950, 'F', ['F']],
  ['INCORRECT', 951, 'INC', ['INC']],
  ['EXPIRED', 1000, 'XP', ['XP']],
  ['KILLED', 1002, 'K', ['K']],
] as const;

/** All states in the order of their levels. */
export const STATES: readonly JobState[] = TABLE.map(([state]) => state);

const LEVELS: ReadonlyMap<JobState, number> = new Map(TABLE.map(([state, level]) => [state, level]));
const CODES: ReadonlyMap<JobState, string> = new Map(TABLE.map(([state, , code]) => [state, code]));
const BY_WORD: ReadonlyMap<string, JobState> = new Map(
  TABLE.flatMap(([state, , , short]) => [state, ...short].map((word) => [word, state] as const)),
);

/** How far a job has come: 10 when it is inserted, 800 and more when nothing happens to it by itself any more. */
export function levelOf(state: JobState): number {
  return LEVELS.get(state) as number;
}

/** The code of up to three letters that `ps` shows. */
export function codeOf(state: JobState): string {
  return CODES.get(state) as string;
}

/** The state that a name or a short word means, in any case; undefined if it means none. */
export function stateFrom(word: string): JobState | undefined {
  return BY_WORD.get(word.toUpperCase());
}

const ERRORS = STATES.filter((state) => levelOf(state) >= 900 && state !== 'KILLED');

/** Named sets of states, as `ps` and `masterjob` filter by them. */
export const GROUPS = {
  error: ERRORS,
  running: ['STARTED', 'RUNNING', 'SAVING'],
  queued: ['ASSIGNED'],
  // That expired jobs are among the waiting ones is the real service's own idea.
  waiting: ['INSERTING', 'WAITING', 'ASSIGNED', 'EXPIRED'],
  done: ['DONE', 'DONE_WARN'],
  final: STATES.filter((state) => levelOf(state) >= 800),
} as const satisfies Readonly<Record<string, readonly JobState[]>>;

/** Nothing happens any more to a job in this state, unless someone resubmits it. */
export function isFinal(state: JobState): boolean {
  return levelOf(state) >= levelOf('DONE');
}

/** Something went wrong: all of ERROR_*, FAULTY, INCORRECT and EXPIRED, but neither ZOMBIE nor KILLED. */
export function isError(state: JobState): boolean {
  return ERRORS.includes(state);
}
