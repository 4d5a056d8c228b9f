/** What a service or a command says when its code is no number at all. */
const NOT_A_CODE = 42;

/**
 * The exit code of a process for any code that somebody else made: a process has 8 bits for it, and a failure whose
 * low bits are 0 would end as a success. A wait status (256 times n) becomes n, anything else its low 8 bits, so that
 * -1 is 255 as in a shell. Only a plain 0 is a success.
 * @param code a number, or its decimal text, blanks around it allowed
 * @returns 0 to 255; 42 for what is no whole number
 */
export function exitCodeFrom(code: unknown): number {
  const text = typeof code === 'number' ? String(code) : code;
  if (typeof text !== 'string' || !/^\s*[+-]?\d{1,100}\s*$/.test(text)) return NOT_A_CODE;
  let value = BigInt(text.trim().replace(/^\+/, ''));
  if (value === 0n) return 0;
  while (value % 256n === 0n) value /= 256n;
  return Number(BigInt.asUintN(8, value));
}
