import {release} from 'node:os';
import {UserError} from '@alien-grid/cli';
import {findProgram} from '../../storage/program.ts';

/** What one job may use at most; null for as much as there is. Plain data: it travels as JSON. */
export interface JobLimits {
  /** Processes and threads, all of them together. */
  readonly processes: number | null;
  /** Bytes of memory, all processes together. */
  readonly memory: number | null;
  /** Bytes in the folder of the job, which its largest file cannot pass either. */
  readonly disk: number | null;
}

const GIGABYTE = 2 ** 30;

/** Enough for what people try in a sandbox, and harmless for the machine of one of them. */
export const USUAL_LIMITS: JobLimits = {processes: 256, memory: 2 * GIGABYTE, disk: GIGABYTE};

/** What shuts a job in has processes too. */
const OWN_PROCESSES = 8;
/** The memory that is watched is used memory; a program may ask for more, but not for any amount. */
const ASKED_FOR_USED = 2;
/** Since this version Linux counts the processes of a user namespace apart from the others of its owner. */
const COUNTS_APART = [5, 14] as const;

/** Whose processes the system counts: those of one job, or all that its owner has. */
export type Counting = 'job' | 'namespace' | 'owner';

/**
 * The words that make the system itself hold a program to limits: how many processes it can start, how large a file
 * and how much memory it can ask for. Empty where the program for it is not installed: then jobs are watched only.
 */
export function limitWords({processes, memory, disk}: JobLimits, counting: Counting): string[] {
  if (findProgram('prlimit') === undefined) return [];
  const counted = counting === 'job' || (counting === 'namespace' && countsApart(release()));
  return [
    'prlimit',
    '--core=0',
    ...(processes !== null && counted ? [`--nproc=${processes + OWN_PROCESSES}`] : []),
    ...(memory === null ? [] : [`--data=${memory * ASKED_FOR_USED}`]),
    ...(disk === null ? [] : [`--fsize=${disk}`]),
    '--',
  ];
}

/** @param version of Linux, `6.1.0-18-amd64` */
export function countsApart(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > COUNTS_APART[0] || (major === COUNTS_APART[0] && minor >= COUNTS_APART[1]);
}

const UNITS: Readonly<Record<string, number>> = {'': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30};

/**
 * Reads `processes=100,memory=500M,disk=none`; what is not named is as usual. Throws a {@link UserError} for what
 * cannot be understood.
 */
export function readLimits(text: string): JobLimits {
  const limits = {...USUAL_LIMITS};
  for (const part of text.split(',')) {
    const [, name, value = ''] = /^(processes|memory|disk)=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined) throw notUnderstood(part);
    limits[name as keyof JobLimits] = value === 'none' ? null : amount(name, value, part);
  }
  return limits;
}

function amount(name: string, value: string, part: string): number {
  const [, digits, unit = ''] = (name === 'processes' ? /^(\d+)$/ : /^(\d+)([KMG]?)$/).exec(value) ?? [];
  const number = Number(digits) * (UNITS[unit] ?? 1);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw notUnderstood(part);
}

function notUnderstood(part: string): UserError {
  return new UserError(`\`${part}\` is no limit for jobs`, {
    next: [
      'Write what differs from the usual: --job-limits processes=256,memory=2G,disk=1G',
      'K, M and G are accepted for memory and disk; `none` switches a limit off.',
    ],
  });
}

/** `256 processes, 2 GB of memory, 1 GB of disk`; empty if there are no limits. */
export function limitsText(limits: JobLimits): string {
  const {processes, memory, disk} = limits;
  return [
    ...(processes === null ? [] : [`${processes} processes`]),
    ...(memory === null ? [] : [`${sizeText(memory)} of memory`]),
    ...(disk === null ? [] : [`${sizeText(disk)} of disk`]),
  ].join(', ');
}

/** `2 GB`, `1.5 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${Number(value.toFixed(1))} ${units[unit]}`;
}

const MEGABYTE = 2 ** 20;
const PER_UNIT: Readonly<Record<string, number>> = {K: 2 ** 10, M: MEGABYTE, G: 2 ** 30, T: 2 ** 40};

/** The limits of a job that says how much memory it wants, `8GB` or a number of MB: it gets no more than that. */
export function limitsFor(limits: JobLimits, memorySize: string | undefined): JobLimits {
  const [, digits, unit] = /^\s*(\d+(?:\.\d+)?)\s*([KMGT]?)B?\s*$/i.exec(memorySize ?? '') ?? [];
  const asked = Math.floor(Number(digits) * (PER_UNIT[(unit ?? '').toUpperCase()] ?? MEGABYTE));
  if (!(asked > 0)) return limits;
  return {...limits, memory: limits.memory === null ? asked : Math.min(asked, limits.memory)};
}
