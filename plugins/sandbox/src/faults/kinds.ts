/**
 * What an argument of a fault is. In square brackets it may be left out.
 * `TIME`: 30ms, 2s, 15m; `BYTES`: 500, 64K, 1M; `SE`: a storage element, DISK1 or its whole name; `FORM`: one of
 * {@link ODD_SIZES}; `END`: one of {@link JOB_ENDS}.
 */
export type Argument = 'TIME' | 'SE' | 'BYTES' | '[BYTES]' | '[COMMAND]' | '[POINTS]' | 'FORM' | 'END';

/** How a size is told so that no one can go by it: the values of `FORM`. */
export const ODD_SIZES = ['missing', 'null', 'text', 'negative', 'huge', 'zero'] as const;
export type OddSize = (typeof ODD_SIZES)[number];

/** How a job can be made to end whatever it does: the values of `END`. */
export const JOB_ENDS = [
  'ERROR_A',
  'ERROR_E',
  'ERROR_EW',
  'ERROR_IB',
  'ERROR_SV',
  'ERROR_V',
  'ERROR_VN',
  'ERROR_W',
  'EXPIRED',
  'KILLED',
  'ZOMBIE',
  'VANISHED',
] as const;
export type JobEnd = (typeof JOB_ENDS)[number];

/** One thing that can be made to go wrong. Help, documentation and tests are made of these. */
export interface FaultKind {
  readonly name: string;
  readonly args: readonly Argument[];
  /** It happens at single occasions, which can be counted. */
  readonly counted?: true;
  readonly meaning: string;
}

const ONE_COMMAND = {args: ['[COMMAND]'], counted: true} as const;

export const FAULTS = [
  {
    name: 'throttle',
    args: ['[POINTS]'],
    meaning: 'a login counts 10 (POINTS at first), a command 1; above 100 each sleeps 1 ms per point',
  },
  {
    name: 'latency',
    args: ['TIME'],
    meaning: 'a round trip to the central service takes so long, those of handshakes too',
  },
  {
    name: 'work',
    args: ['TIME'],
    meaning: 'a request keeps one of two cores of the service busy for so long, a login twenty times as long',
  },
  {name: 'silence', ...ONE_COMMAND, meaning: 'an answer never comes'},
  {
    name: 'slow',
    args: ['TIME', '[COMMAND]'],
    counted: true,
    meaning: 'an answer takes so long; requests sent behind it get empty ones, unexecuted',
  },
  {
    name: 'empty',
    ...ONE_COMMAND,
    meaning: 'it is executed, and an empty message comes in place of the answer',
  },
  {name: 'garbled', ...ONE_COMMAND, meaning: 'it is executed, and the answer is cut short'},
  {
    name: 'huge',
    args: ['BYTES', '[COMMAND]'],
    counted: true,
    meaning: 'it is executed, and the answer is so many bytes long, nearly all of them blanks',
  },
  {name: 'binary', ...ONE_COMMAND, meaning: 'it is executed, and the answer is a binary message'},
  {name: 'misread', ...ONE_COMMAND, meaning: 'it is not understood: exit code 22, and not executed'},
  {
    name: 'spoil',
    ...ONE_COMMAND,
    meaning: 'it is answered, and nothing after it is understood, as behind an overlong request',
  },
  {name: 'cut-before', ...ONE_COMMAND, meaning: 'the connection breaks, and the command was not executed'},
  {name: 'cut-after', ...ONE_COMMAND, meaning: 'the connection breaks, and the command was executed'},
  {
    name: 'cut-inside',
    ...ONE_COMMAND,
    meaning: 'it is executed, and the connection breaks in the middle of the answer',
  },
  {
    name: 'idle',
    args: ['TIME'],
    meaning: 'a connection without a command for so long is closed with 1013',
  },
  {name: 'unauthorized', args: [], counted: true, meaning: 'a login is refused with HTTP 401'},
  {name: 'token-life', args: ['TIME'], counted: true, meaning: 'a new token is valid for so long only'},
  {name: 'commit-refused', args: [], counted: true, meaning: '`commit` registers nothing: exit code 53'},
  {name: 'no-md5', args: [], counted: true, meaning: '`access` to read tells no md5'},
  {
    name: 'odd-size',
    args: ['FORM'],
    counted: true,
    meaning: '`find`, `stat`, `access` tell such sizes: missing, null, text, negative, huge or zero',
  },
  {
    name: 'incomplete',
    ...ONE_COMMAND,
    meaning: 'every second result is left out, and exit code 0 comes with a text of error',
  },
  {
    name: 'no-find-cache',
    args: [],
    meaning: '`find` never answers from memory, which the real service does for up to 5 minutes',
  },
  {
    name: 'latin-names',
    args: [],
    meaning: 'names with letters beyond Latin-1 are refused: `mkdir` and `access` with 2, `mv` 5',
  },
  {
    name: 'no-removal',
    args: [],
    meaning: 'an envelope to write does not let remove what was written, as with the plugin of ALICE',
  },
  {
    name: 'bad-site',
    args: [],
    meaning: 'a second computing element, BADCE, takes every second job, and none works there (ERROR_E)',
  },
  {
    name: 'job-ends',
    args: ['END'],
    counted: true,
    meaning: 'a job that starts ends so: an error, EXPIRED, KILLED, silent as ZOMBIE, or gone (VANISHED)',
  },
  {name: 'se-down', args: ['SE'], meaning: 'its server is stopped, and started again when this is over'},
  {
    name: 'se-full',
    args: ['SE', '[BYTES]'],
    meaning: 'a new file finds no space (its server is restarted); with BYTES: writing fails behind so many',
  },
  {
    name: 'se-hang',
    args: ['SE', 'BYTES'],
    meaning: 'after so many bytes on a new connection nothing moves any more',
  },
  {
    name: 'se-slow',
    args: ['SE', 'BYTES'],
    meaning: 'a new connection carries so many bytes a second each way',
  },
  {name: 'se-latency', args: ['SE', 'TIME'], meaning: 'a round trip on a new connection takes so long'},
  {
    name: 'se-wrong',
    args: ['SE'],
    counted: true,
    meaning: 'one byte on its disk is wrong in each file that `access` to read leads to',
  },
] as const satisfies readonly FaultKind[];

export type FaultName = (typeof FAULTS)[number]['name'];

/** The kind of that name. */
export function kindOf(name: string): (FaultKind & {readonly name: FaultName}) | undefined {
  return FAULTS.find((kind) => kind.name === name);
}

/** How a fault is written: `silence [COMMAND]`. */
export function usageOf({name, args}: FaultKind): string {
  return [name, ...args].join(' ');
}
