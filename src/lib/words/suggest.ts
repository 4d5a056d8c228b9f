import {distance} from 'fastest-levenshtein';

/**
 * The names that someone may have meant by a mistyped one, best first, three at the most.
 * A slip in every third letter is the limit: further away it would be guessing.
 */
export function similarNames(typed: string, known: Iterable<string>): string[] {
  const limit = Math.max(1, Math.floor(typed.length / 3));
  return [...new Set(known)]
    .map((name) => ({name, far: distance(typed.toLowerCase(), name.toLowerCase())}))
    .filter(({far}) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({name}) => name);
}
