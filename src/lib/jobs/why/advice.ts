import type {Evidence} from './evidence.ts';

/** What helps against a failure. */
export type Remedy =
  | 'resubmit'
  | 'more memory'
  | 'more time'
  | 'avoid site'
  /** a person has to do something first */
  | 'mend input'
  | 'mend output'
  | 'mend JDL'
  | 'mend program';

/** By what the trace and the logs say; the first that fits. */
const SAYINGS: readonly (readonly [RegExp, Remedy])[] = [
  [
    /limit of .*memory|memory.*(?:limit|exceed|more than)|out of memory|bad_alloc|cannot allocate|oom|std::length_error/i,
    'more memory',
  ],
  [/longer than its TTL|TTL.*(?:exceed|expired|over)|wall ?time|running for longer/i, 'more time'],
  [
    /could not get the input|input.*(?:missing|not found|does not exist)|LFN.*not found|no such file.*(?:alien|\/alice\/)/i,
    'mend input',
  ],
  [/limit of .*disk|no space left|disk quota/i, 'mend program'],
  [
    /output could not be saved|is to be stored twice|already exists|no right to write|not allowed to write/i,
    'mend output',
  ],
  [/command not found|no such file or directory|permission denied|syntax error/i, 'mend program'],
];

/** By the state alone, where nothing is said. */
const STATES: Readonly<Record<string, Remedy>> = {
  ERROR_A: 'resubmit',
  ERROR_EW: 'more memory',
  ERROR_I: 'mend JDL',
  ERROR_IB: 'mend input',
  ERROR_SPLT: 'mend JDL',
  ERROR_SV: 'mend output',
  ERROR_VER: 'mend JDL',
  ERROR_VT: 'more time',
  ERROR_W: 'mend program',
  EXPIRED: 'more time',
  INCORRECT: 'mend JDL',
  ZOMBIE: 'resubmit',
};

/** Exit codes that mean a signal, with what sent it most often. */
const KILLED_BY_SYSTEM = 137;
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** What helps against a failure, as far as it can be told from what one job says. */
export function remedyFor({state, exitCode, trace, log}: Evidence): Remedy {
  const text = [...trace, ...log].join('\n');
  const said = SAYINGS.find(([pattern]) => pattern.test(text))?.[1];
  // A program that stops says of a missing file what a missing input says.
  if (said !== undefined && !(said === 'mend program' && state in STATES)) return said;
  const known = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (known !== undefined) return known;
  if (exitCode === KILLED_BY_SYSTEM) return 'more memory';
  if (exitCode === NOT_FOUND || exitCode === NOT_EXECUTABLE) return 'mend program';
  return 'resubmit';
}

/** One sentence for people. @param sites where it happened */
export function adviceText(remedy: Remedy, sites: readonly string[]): string {
  switch (remedy) {
    case 'resubmit':
      return 'It may pass: send them again with "alien jobs mend". If it repeats, run one here: "alien jobs local".';
    case 'more memory':
      return 'They need more memory: raise MemorySize, or let "alien jobs mend" do it.';
    case 'more time':
      return 'They need more time: raise TTL, or let "alien jobs mend" do it.';
    case 'avoid site':
      return `Nothing works at ${sites.join(', ')}: leave it out, as "alien jobs mend" does.`;
    case 'mend input':
      return 'An input is not there or cannot be read: put it back before you send them again.';
    case 'mend output':
      return 'The output could not be stored: look at OutputDir, the names in it and your quota.';
    case 'mend JDL':
      return 'The JDL is wrong: mend it and submit again. "alien submit --dry-run ./NAME.jdl" checks it.';
    case 'mend program':
      return 'The program itself fails: run one here with "alien jobs local", and mend it.';
  }
}
