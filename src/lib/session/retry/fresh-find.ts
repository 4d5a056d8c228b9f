import {randomInt} from 'node:crypto';
import {repeatability} from './repeatable.ts';

/**
 * The service answers `find` from memory for up to five minutes, to everyone, whatever has changed meanwhile. What it
 * remembers belongs to the very limit that was asked for, so one that no other request has gets a fresh answer.
 */
const KEPT_FOR = 300_000;

/** Limits from here up to the largest `int`, whatever type the service has for them: larger than any directory. */
const FIRST_LIMIT = 1_000_000_000;
const LIMITS = 2 ** 31 - 1 - FIRST_LIMIT;

/** Each process starts somewhere, so that several at once do not ask for the same; within one none comes twice. */
let next = randomInt(LIMITS);

/** A limit for `find` that no other request has, and that leaves nothing out. */
export function freshLimit(): number {
  next = (next + 1) % LIMITS;
  return FIRST_LIMIT + next;
}

/** What a `find` needs to be answered afresh. Where it has a limit already, an exclusion of nothing makes it unique. */
export function freshOptions(isLimited: boolean): string[] {
  return isLimited ? ['-e', `no-such-name-${freshLimit()}`] : ['-l', String(freshLimit())];
}

/** The words of a `find`, so that it is answered afresh. */
function freshFind(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const isLimited = options.some((word) => /^-[a-zA-Z]*l/.test(word) || word.startsWith('--l'));
  const isFresh = isLimited && options.some((word) => Number(word) >= FIRST_LIMIT);
  return isFresh ? [...words] : [...freshOptions(isLimited), ...words];
}

/** What leaves the names in the catalogue alone, although it is not a mere question. */
const NO_CHANGE_OF_NAMES = new Set([
  'access',
  'cd',
  'user',
  'setSite',
  'timing',
  'token',
  'jquota',
  'fquota',
]);

/** Remembers when a session last changed the catalogue: what it finds afterwards must hold that. */
export class OwnChanges {
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;

  /** @param now ms, from anywhere */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** To be told of each request, when it is sent and when it is answered. */
  note(command: string, words: readonly string[]): void {
    if (NO_CHANGE_OF_NAMES.has(command) || repeatability(command, words) === 'reads') return;
    this.#last = this.#now();
  }

  /** The words with which a request is to be sent. */
  wordsFor(command: string, words: readonly string[]): readonly string[] {
    const mayBeOld = command === 'find' && this.#now() - this.#last < KEPT_FOR;
    return mayBeOld ? freshFind(words) : words;
  }
}
