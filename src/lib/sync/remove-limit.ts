import {UserError} from '../errors/errors.ts';
import type {RemoveRequest} from './request.ts';

/** Up to so many files go without being asked for, and beyond them half of those that are there. */
const ALWAYS_ALLOWED = 10;

/**
 * How many files may be removed.
 * @param present files at the destination
 * @throws {UserError} 22 for a limit that is none
 */
export function removeLimit(text: string | undefined, present: number): number {
  if (text === undefined) return Math.max(ALWAYS_ALLOWED, Math.floor(present / 2));
  const [, digits, percent] = /^(\d{1,15})(%?)$/.exec(text) ?? [];
  if (digits === undefined || (percent && Number(digits) > 100)) {
    throw new UserError(
      `A limit of ${JSON.stringify(text)} is none: write a number, or a percentage such as 20%.`,
    );
  }
  return percent ? Math.floor((present * Number(digits)) / 100) : Number(digits);
}

/**
 * Why what is to go looks like a mistake.
 * @param source files that were found there
 * @param present files at the destination
 * @param extra how many of them would go
 * @returns undefined where it does not
 */
export function whyTooMany(
  {limit, force = false}: RemoveRequest,
  source: number,
  present: number,
  extra: number,
): UserError | undefined {
  const most = removeLimit(limit, present);
  if (force || extra === 0) return undefined;
  if (source === 0) {
    return new UserError(`The source holds no files: all ${present} at the destination would be deleted.`, {
      code: 'FAILED',
      next: ['See whether the source is the right one. --force deletes all the same.'],
    });
  }
  if (extra <= most) return undefined;
  return new UserError(`${extra} of ${present} files would be deleted, more than ${most}: nothing is done.`, {
    code: 'FAILED',
    next: [
      'Look at what would be done with --dry-run.',
      `Allow it with --delete-limit ${extra}, or --force for any number.`,
    ],
  });
}
