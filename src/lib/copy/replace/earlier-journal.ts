import {lifeOf} from '../../traces/process-mark.ts';

/** ms after which a file that was cut short is complete or never will be: it was written in one go. */
const WRITTEN_BY_THEN = 60_000;

/**
 * Read a file of earlier versions, which wrote one for each replacement, with the machine and the process in it.
 * @returns the entry, or none where the file was cut short; undefined for a file that is in use or has another form
 */
export function readEarlierJournal<Entry extends object>(
  name: string,
  {text, age}: {readonly text: string; readonly age: number},
  isEntry: (value: object) => value is Entry,
): Entry[] | undefined {
  if (!name.endsWith('.json')) return undefined;
  const value = parsed(text);
  if (value === undefined) return age > WRITTEN_BY_THEN ? [] : undefined;
  if (typeof value !== 'object' || value === null || !isEntry(value)) return undefined;
  const {machine, pid, ...entry} = value as Entry & {machine?: unknown; pid?: unknown};
  if (typeof machine !== 'string' || typeof pid !== 'number') return undefined;
  const life = lifeOf({machine, pid, start: undefined});
  const isGone = life === 'gone' || life === 'own'; // no process writes such a file any more
  return isGone && isEntry(entry) ? [entry] : undefined;
}

/** @returns undefined for what is not JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
