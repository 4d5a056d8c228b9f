import {readFile} from '../files/read-file.ts';

const LIMIT = 100_000;

/** The memory that a process has now, shared parts included, in bytes; 0 where the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    const text = readFile(`/proc/${pid}/status`, {owner: 'anyone', limit: LIMIT, link: 'follow'}).bytes;
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text.toString('latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
