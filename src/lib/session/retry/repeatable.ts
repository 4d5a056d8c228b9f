/**
 * What may be done about a request whose answer was lost with the connection, so that no one knows whether it was
 * executed:
 * - `reads`: it changes nothing; it is asked again
 * - `idempotent`: done twice it is the same as done once; it is asked again
 * - `provable`: it changes something, and a look at the catalogue can tell whether it was done (see `proof.ts`)
 * - `changes`: nothing is done; the user decides
 */
export type Repeatability = 'reads' | 'idempotent' | 'provable' | 'changes';

type Rule = Repeatability | ((words: readonly string[]) => Repeatability);

const has =
  (...options: string[]) =>
  (words: readonly string[]): boolean =>
    words.some((word) => options.includes(word));

const changesWith =
  (...options: string[]): Rule =>
  (words) =>
    has(...options)(words) ? 'changes' : 'reads';

/** A quota is listed, or set to a value. */
const quota: Rule = ([verb]) => (verb === 'list' || verb === undefined ? 'reads' : 'idempotent');

/** Every command of the central service. One that is not here changes something, for all we know. */
export const RULES: Readonly<Record<string, Rule>> = {
  // of the catalogue
  ls: 'reads',
  pwd: 'reads',
  find: changesWith('-x'), // may save a collection
  stat: 'reads',
  type: 'reads',
  lfn2guid: 'reads',
  guid2lfn: 'reads',
  guidinfo: 'reads',
  uuid: 'reads',
  du: 'reads',
  toXml: changesWith('-x', '-a'), // the same
  listFilesFromCollection: 'reads',
  showTagValue: 'reads',
  changeDiff: 'reads',
  mkdir: 'idempotent', // a directory that exists is a success, with -p and without
  touch: 'idempotent', // only the time of change moves on
  chmod: 'idempotent',
  rm: 'provable',
  rmdir: 'changes',
  mv: 'changes', // onto a file it renames to another name than it was told
  chown: 'changes', // who gave a file away cannot give it away again
  lfnexpiretime: 'changes', // may extend a time, twice
  moveDirectory: 'changes',
  // of files and replicas
  access: ([...words]) => (words.includes('read') ? 'reads' : 'idempotent'), // unused bookings end by themselves
  commit: 'provable',
  whereis: 'reads',
  cat: changesWith('-o'), // writes a file on the server
  grep: 'reads',
  md5sum: 'reads',
  archiveList: 'reads',
  xrdstat: changesWith('-O'), // requests staging
  randomPFNs: 'reads',
  mirror: 'changes',
  deleteMirror: 'changes',
  df: 'reads',
  cp: 'reads', // refused by the service, whatever it says
  // of jobs
  ps: 'reads',
  masterjob: 'reads',
  jobListMatch: 'reads',
  uptime: 'reads',
  w: 'reads',
  top: 'reads',
  submit: 'changes', // a newer job of the user may be anyone's: no look at the queue tells whose it is
  kill: 'changes',
  resubmit: 'changes',
  registerOutput: 'changes',
  // of sites, storage elements and transfers
  listSEs: 'reads',
  listCEs: 'reads',
  listpartitions: 'reads',
  listSEDistance: 'reads',
  listTransfer: 'reads',
  testSE: 'changes', // writes and deletes files there
  setCEstatus: 'changes',
  // of users
  whoami: 'reads',
  whois: 'reads',
  groups: 'reads',
  groupmembers: 'reads',
  jquota: quota,
  fquota: quota,
  token: 'changes', // makes a certificate
  resyncLDAP: 'changes',
  // of the session: what a lost connection knew is lost with it
  cd: 'idempotent',
  user: 'idempotent',
  setSite: 'idempotent',
  timing: 'idempotent',
  // others
  commandlist: 'reads',
  echo: 'reads',
  motd: 'reads',
  packages: 'reads',
  ping: 'reads',
  version: 'reads',
  optimiserLogs: changesWith('-f'), // sets a frequency
  time: ([, command = '', ...words]) => repeatability(command, words),
};

/** What may be done about a request whose answer was lost. */
export function repeatability(command: string, words: readonly string[]): Repeatability {
  const rule = Object.hasOwn(RULES, command) ? RULES[command] : undefined;
  if (rule === undefined) return 'changes';
  return typeof rule === 'string' ? rule : rule(words);
}
