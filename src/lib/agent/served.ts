/**
 * The commands that an agent does: those that only look, say little and ask nothing. They gain most, need neither the
 * terminal nor programs of their own, and one that was lost can be run again without harm.
 */
export const SERVED: ReadonlySet<string> = new Set([
  'getSE',
  'groups',
  'guid2lfn',
  'guidinfo',
  'home',
  'jobInfo',
  'la',
  'lfn2guid',
  'lfn2uri',
  'listCEs',
  'listSEs',
  'll',
  'lla',
  'ls',
  'ps',
  'pwd',
  'quota',
  'stat',
  'token-info',
  'type',
  'uptime',
  'uuid',
  'version',
  'whereis',
  'whoami',
]);

/** Help is drawn for the terminal of a process, a lone dash is its stdin, and a check for releases starts npm. */
const OF_THE_PROCESS = /^-{1,2}(?:check|h|help|version)?$/;

/** Whether an agent does a command. @param words as typed, the command first */
export function isServed(words: readonly string[]): boolean {
  const [name = '', ...others] = words;
  return SERVED.has(name) && !others.some((word) => word !== '--' && OF_THE_PROCESS.test(word));
}
