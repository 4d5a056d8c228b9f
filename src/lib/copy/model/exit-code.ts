import type {CopySummary} from './events.ts';

const OPERATION_NOT_PERMITTED = 1;

/**
 * The exit code of a copy: 0 only if nothing failed, the code of the failures where they agree, else 1.
 * (An abort has an exit code of its own, which only the caller knows.)
 */
export function exitCodeOfCopy({failures}: Pick<CopySummary, 'failures'>): number {
  const codes = new Set(failures.map(({exitCode}) => exitCode));
  if (codes.size === 0) return 0;
  const [code = OPERATION_NOT_PERMITTED] = codes;
  return codes.size === 1 && code !== 0 ? code : OPERATION_NOT_PERMITTED;
}
