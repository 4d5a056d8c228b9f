import {UserError} from '../errors/errors.ts';

/**
 * The numbers of jobs in words; commas may join them. The service passes over what is none without a word.
 * @throws {UserError} 22 for a word that is no number
 */
export function jobIds(words: readonly string[]): string[] {
  const ids = words.flatMap((word) => word.split(/[,\s]+/)).filter((id) => id !== '');
  const wrong = ids.find((id) => !/^\d{1,19}$/.test(id));
  if (wrong === undefined && ids.length > 0) return ids;
  throw new UserError(`"${wrong ?? words.join(' ')}" is not the number of a job.`, {
    next: ['`alien ps` shows your jobs with their numbers.'],
  });
}
