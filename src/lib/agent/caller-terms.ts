import {readlinkSync, statSync} from 'node:fs';
import {readFile} from '../files/read-file.ts';

/** What of the state of a process decides what it may do and reach, and how files of its are made. */
const STATUS = /^(?:Uid|Gid|Groups|CapEff|NoNewPrivs|Seccomp):/;

/** Limits that a shell sets for what a command may do. */
const LIMITS = /^Max (?:address space|cpu time|data size|file size) /;

/** A worker would use up the time of one command with another. */
const LIMIT_OF_TIME = /^Max cpu time +\d/m;

/** Node raises the limit of open files as far as it may: the second one. */
const OPEN_FILES = /^Max open files +\S+ +(\S+)/m;

const NAME_SPACES = ['mnt', 'net', 'pid', 'user', 'uts'];

/** Field of /proc/PID/stat behind the name of the program. */
const NICE = 16;

/**
 * The terms on which a process works, apart from its variables: user, groups, rights, limits, niceness, name spaces, root. A
 * command that is done by another process has the same ones if these texts are the same.
 * @returns undefined where the system does not tell, and where no other process can have them
 */
export function termsOf(pid: number | 'self'): string | undefined {
  const at = `/proc/${pid}`;
  try {
    const stat = textOf(`${at}/stat`);
    const limits = textOf(`${at}/limits`);
    if (LIMIT_OF_TIME.test(limits)) return undefined;
    const root = statSync(`${at}/root`);
    return [
      ...linesOf(textOf(`${at}/status`), STATUS),
      ...linesOf(limits, LIMITS),
      `open files ${OPEN_FILES.exec(limits)?.[1]}`,
      ...NAME_SPACES.map((name) => readlinkSync(`${at}/ns/${name}`)),
      `nice ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[NICE]}`,
      `root ${root.dev}:${root.ino}`,
    ].join('\n');
  } catch {
    return undefined;
  }
}

function linesOf(text: string, form: RegExp): string[] {
  return text.split('\n').filter((line) => form.test(line));
}

function textOf(path: string): string {
  return readFile(path, {owner: 'anyone', limit: 100_000, link: 'follow'}).bytes.toString('latin1');
}
