/**
 * Every way in which a command can fail, by name, with the exit code of the process. The codes are errno's where it
 * has one, since scripts know those; docs/exit-codes.md explains each. Two names may share a number.
 */
const CODES = {
  FAILED: 1,
  NO_SUCH_FILE: 2,
  NO_SUCH_JOB: 3,
  JOB_KILLED: 4,
  INPUT_OUTPUT: 5,
  NO_READER: 6,
  ARGUMENTS_TOO_LONG: 7,
  TRY_AGAIN: 11,
  PERMISSION_DENIED: 13,
  BUSY: 16,
  EXISTS: 17,
  NOT_A_DIRECTORY: 20,
  IS_A_DIRECTORY: 21,
  INVALID_ARGUMENT: 22,
  NO_SPACE: 28,
  NOT_EMPTY: 39,
  LINK_LOOP: 40,
  NO_MATCH: 42,
  NOT_REGISTERED: 53,
  EMPTY_ANSWER: 61,
  JOB_EXPIRED: 62,
  BAD_EXPRESSION: 64,
  NO_REPLICA: 77,
  NO_ADDON: 79,
  TOO_LARGE: 90,
  NOT_SUPPORTED: 95,
  NOT_CONNECTED: 107,
  TIMED_OUT: 110,
  SERVER_FAILED: 121,
  NO_CREDENTIALS: 126,
  NO_PASSPHRASE: 126,
  NO_SUCH_COMMAND: 127,
  CERTIFICATE_EXPIRED: 127,
  NOT_ACCEPTED: 129,
  INTERRUPTED: 130,
  BROKEN_PIPE: 141,
} as const;

/** A failure by name. Scripts see it as `ALIEN_NO_SUCH_FILE` under `--json`. */
export type FailureName = keyof typeof CODES;

export const EXIT: Readonly<Record<FailureName, number>> = CODES;

/** The name of an exit code that came as a number, from the central service say: the first of those that share it. */
export const NAME_OF: ReadonlyMap<number, FailureName> = new Map(
  (Object.keys(EXIT) as FailureName[]).reverse().map((name) => [EXIT[name], name]),
);

/** What a service or a command says when its code is no number at all. */
const NOT_A_CODE = 42;

/**
 * The exit code of a process for any code that someone else made: a process has 8 bits for it, and a failure whose
 * low bits are 0 would end as a success. A wait status (256 times n) becomes n, anything else its low 8 bits, so that
 * -1 is 255 as in a shell. Only a plain 0 is a success.
 * @param code a number, or its decimal text, blanks around it allowed
 * @returns 0 to 255; 42 for what is no whole number
 */
export function exitCodeFrom(code: unknown): number {
  if (code === '0') return 0; // nearly every answer, and each is asked several times
  const text = typeof code === 'number' ? String(code) : code;
  if (typeof text !== 'string' || !/^\s*[+-]?\d{1,100}\s*$/.test(text)) return NOT_A_CODE;
  let value = BigInt(text.trim().replace(/^\+/, ''));
  if (value === 0n) return 0;
  while (value % 256n === 0n) value /= 256n;
  return Number(BigInt.asUintN(8, value));
}
