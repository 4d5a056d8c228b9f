import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {findProgram} from '../../storage/program.ts';
import {coverFor} from './cover.ts';
import {limitWords, USUAL_LIMITS} from './limits.ts';
import type {JobLimits} from './limits.ts';
import type {JobAccount} from './account.ts';

/**
 * What keeps a job away from the sandbox's own files: an account of its own, a user namespace in which they are
 * hidden, or nothing.
 */
export type IsolationKind = 'account' | 'namespace' | 'none';

/** How to start a program so that it is shut in. */
export interface Isolation {
  readonly kind: IsolationKind;
  /** The account of the jobs in one slot, which owns their folders; undefined: one's own. */
  account(slot: number): JobAccount | undefined;
  /** Whether the processes that a job sees are its own alone. */
  readonly ownProcesses: boolean;
  /** The words to put before those of the program; it starts in `folder`/work, and the system holds it to limits. */
  prefix(slot: number, folder: string, limits: JobLimits): readonly string[];
}

/** Numbers that no system gives to anyone, and that fit where the usual ones are not mapped. */
const FIRST_UIDS = [1_900_000_000, 60_600];
/** Each sandbox has as many numbers of its own, so that the jobs of two never share one. */
const SLOTS = 500;
const SANDBOXES = 400_000;

/**
 * The last link of every chain: a first process that collects the dead, tells by descriptor 3 what they used, and goes
 * when the job does. As `command` it survives that no one gave it such a descriptor.
 */
const FIRST_PROCESS = [
  'sh',
  '-c',
  '"$@" 3>&-; code=$?; { command times; set -- /proc/[0-9]*; echo "processes $#"; } 2>/dev/null >&3; exit $code',
  'job',
];
const DIES_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];
const OWN_PROCESSES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
/** The strongest isolation that works here, found out by trying. */
export function findIsolation(root: string): Isolation {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const candidates = uid === 0 ? accounts(root) : [];
  if (uid !== 0) candidates.push(inNamespace(root, uid, gid));
  return candidates.find(works) ?? unisolated();
}

/** Whether a program can be started that way. Nothing is hidden from the trial, so it needs no folder. */
function works(candidate: Isolation & {readonly trial: readonly string[]}): boolean {
  const [command, ...args] = [...candidate.trial, 'true'];
  return spawnSync(command, args, {stdio: 'ignore', timeout: 5000}).status === 0;
}

/** Root's jobs run under numbers that belong to no one. */
function accounts(root: string): (Isolation & {readonly trial: readonly string[]})[] {
  const first = FIRST_UIDS.find((candidate) => isMapped(candidate));
  if (first === undefined) return [];
  const share = first > 100_000 ? createHash('sha256').update(root).digest().readUInt32BE() % SANDBOXES : 0;
  const base = first + share * SLOTS;
  const account = (slot: number): JobAccount => ({uid: base + (slot % SLOTS), gid: base + (slot % SLOTS)});
  const become = (slot: number, _folder: string, limits: JobLimits): string[] => {
    const {uid, gid} = account(slot);
    const ids = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
    return [
      ...limitWords(limits, 'job'),
      'setpriv',
      ...ids,
      ...['--no-new-privs', '--inh-caps=-all', '--pdeathsig', 'KILL'],
      ...FIRST_PROCESS,
    ];
  };
  const shut = (slot: number, folder: string, limits: JobLimits): string[] => [
    ...DIES_WITH_PARENT,
    'unshare',
    ...OWN_PROCESSES,
    ...become(slot, folder, limits),
  ];
  return [shut, become].map((prefix) => ({
    kind: 'account',
    account,
    ownProcesses: prefix === shut,
    prefix,
    trial: prefix(0, root, USUAL_LIMITS),
  }));
}

function inNamespace(
  root: string,
  uid: number,
  gid: number,
): Isolation & {readonly trial: readonly string[]} {
  const unshare = ['unshare', '--user', '--map-root-user', ...OWN_PROCESSES];
  const restored = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  const cover = coverFor(root);
  return {
    kind: 'namespace',
    account: () => undefined,
    ownProcesses: true,
    prefix: (_slot, folder, limits) => [
      ...unshare,
      ...cover(folder),
      ...restored,
      ...limitWords(limits, 'namespace'),
      ...DIES_WITH_PARENT,
      ...FIRST_PROCESS,
    ],
    trial: [...unshare, 'sh', '-c', 'mount -t tmpfs none /mnt && exec "$@"', 'trial', ...restored],
  };
}

function unisolated(): Isolation {
  const guard = findProgram('setpriv') === undefined ? [] : DIES_WITH_PARENT;
  return {
    kind: 'none',
    account: () => undefined,
    ownProcesses: false,
    prefix: (_slot, _folder, limits) => [...limitWords(limits, 'owner'), ...guard, ...FIRST_PROCESS],
  };
}

/** Whether the system knows a number: in a container it may know only some. */
function isMapped(uid: number): boolean {
  try {
    const lines = readFileSync(join('/proc/self', 'uid_map'), 'utf8').trim().split('\n');
    return lines.some((line) => {
      const [inside = 0, , length = 0] = line.trim().split(/\s+/).map(Number);
      return uid >= inside && uid < inside + length;
    });
  } catch {
    return false;
  }
}
