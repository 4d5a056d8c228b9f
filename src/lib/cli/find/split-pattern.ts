/** Where to look, and for what. */
export interface Where {
  readonly directory: string;
  readonly pattern: string;
}

/** All of them. */
const ANYTHING = '*';

/**
 * Read the operands of `find`: a directory and a pattern, a directory alone, which means all that is in it, or both
 * in one word, where the pattern begins with the first part that has a `*`.
 */
export function splitPattern(name: string, pattern: string | undefined): Where {
  if (pattern !== undefined) return {directory: name, pattern};
  const star = name.indexOf('*');
  if (star < 0) return {directory: name, pattern: ANYTHING};
  const slash = name.lastIndexOf('/', star);
  if (slash < 0) return {directory: '.', pattern: name};
  return {directory: slash === 0 ? '/' : name.slice(0, slash), pattern: name.slice(slash + 1)};
}
