import {hash, randomBytes} from 'node:crypto';
import {readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import {readFile} from '../files/read-file.ts';
import {runningProcess} from './running-process.ts';

/** Which process left something behind. */
export interface MarkedProcess {
  /** stands for the machine and its name space of processes: the numbers in a container say nothing outside of it */
  readonly machine: string;
  readonly pid: number;
  /** when it started, in clock ticks of its machine; `0` or undefined where that is not known */
  readonly start: string | undefined;
}

/** `unknown`: it is of another machine, where it cannot be looked for. */
export type Life = 'own' | 'alive' | 'gone' | 'unknown';

/** The form of a mark, as a part of a regular expression with the groups `machine`, `pid`, `start`. */
export const MARK_FORM = String.raw`(?<machine>[\w-]{12})\.(?<pid>\d+)\.(?<start>\d+)`;

/** The form of what is unique in a name. */
export const UNIQUE_FORM = String.raw`[\w-]{8}`;

const UNIQUE_MARK = new RegExp(`^${MARK_FORM}\\.${UNIQUE_FORM}$`);

let known: {readonly process: MarkedProcess; readonly names: ReadonlySet<string>} | undefined;

/** The process that this one works for. */
let principal: MarkedProcess | undefined;

/** This process, as its marks say it, or the one that it works for. */
export function thisProcess(): MarkedProcess {
  return principal ?? ourselves().process;
}

/**
 * Make marks for another process of this machine, whose command this one does: what is left behind has to count as left
 * when that process is gone.
 * @returns ends that
 */
export function workFor(pid: number): Disposable {
  const {machine} = ourselves().process;
  principal = {machine, pid, start: runningProcess(pid)?.start};
  return {[Symbol.dispose]: () => (principal = undefined)};
}

/** `MACHINE.PID.START`: says in the name of a file which process it belongs to. */
export function markOf({machine, pid, start = '0'}: MarkedProcess): string {
  return `${machine}.${pid}.${start}`;
}

/** A mark that is different at each call. */
export function uniqueMark(process = thisProcess()): string {
  return `${markOf(process)}.${randomBytes(6).toString('base64url')}`;
}

/** @returns undefined for what `uniqueMark` did not make */
export function readUniqueMark(text: string): MarkedProcess | undefined {
  const found = UNIQUE_MARK.exec(text)?.groups;
  return found && markIn(found);
}

/** What the groups of `MARK_FORM` have found. */
export function markIn(groups: Readonly<Record<string, string | undefined>>): MarkedProcess {
  const {machine = '', pid = '', start} = groups;
  return {machine, pid: Number(pid), start};
}

/** The one answer to the question whether the process that made something is still alive. */
export function lifeOf({machine, pid, start}: MarkedProcess): Life {
  const {names} = ourselves();
  if (!names.has(machine)) return 'unknown';
  const running = runningProcess(pid);
  if (running === undefined) return 'gone';
  // A later process may have got the number of one that is gone.
  const isKnown = start !== undefined && start !== '0' && running.start !== undefined;
  if (isKnown && running.start !== start) return 'gone';
  return pid === thisProcess().pid ? 'own' : 'alive';
}

function ourselves(): NonNullable<typeof known> {
  return (known ??= identify());
}

function identify(): NonNullable<typeof known> {
  const [host, space] = [hostname(), processSpace()];
  // Machines that share a home may have one host name: many are called localhost.
  const machine = digest(`${host} ${machineId()} ${space}`, 12);
  const start = runningProcess(process.pid)?.start;
  // Earlier versions wrote the others.
  const names = new Set([machine, digest(`${host} ${space}`, 12), digest(host, 4), host]);
  return {process: {machine, pid: process.pid, start}, names};
}

function digest(text: string, length: number): string {
  return hash('sha256', text, 'base64url').slice(0, length);
}

function machineId(): string {
  try {
    const terms = {owner: 'anyone', limit: 1000, link: 'follow'} as const;
    return readFile('/etc/machine-id', terms).bytes.toString().trim();
  } catch {
    return '';
  }
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
