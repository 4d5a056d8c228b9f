import {GROUPS, stateFrom, STATES} from './states.ts';
import type {JobState} from './states.ts';

const NAMED: ReadonlyMap<string, readonly JobState[]> = new Map<string, readonly JobState[]>([
  ['ERROR_ALL', GROUPS.error],
  ['ERROR_ANY', GROUPS.error],
  ['DONE_ANY', GROUPS.done],
  ['ANY', STATES],
  ['%', STATES],
]);

const LETTERS: ReadonlyMap<string, readonly JobState[]> = new Map<string, readonly JobState[]>([
  ['r', GROUPS.running],
  ['q', GROUPS.queued],
  ['f', GROUPS.error],
  ['d', GROUPS.done],
  ['t', GROUPS.final],
  ['s', GROUPS.waiting],
]);

/** The states that names, short words and names of groups mean; what means none is passed over. */
export function statesFrom(words: readonly string[]): JobState[] {
  return words.flatMap((word) => {
    const state = stateFrom(word.trim());
    return state !== undefined ? [state] : (NAMED.get(word.trim().toUpperCase()) ?? []);
  });
}

/**
 * The states that `ps -f` asks for: letters of groups behind a dash, else words between commas. Undefined if
 * nothing was understood, or all are wanted: then the state does not matter.
 */
export function askedStates(text: string): JobState[] | undefined {
  if (!text.includes('-')) {
    const states = statesFrom(text.split(','));
    return states.length > 0 ? states : undefined;
  }
  const letters = text.replace(/[-,\s]/g, '');
  if (letters === '' || letters.includes('a')) return undefined;
  const states = [...letters].flatMap((letter) => LETTERS.get(letter) ?? []);
  return states.length > 0 ? states : undefined;
}
