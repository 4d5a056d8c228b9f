import {readdirSync, readFileSync} from 'node:fs';

/** What a process and all that it started use at one moment. */
export interface TreeUsage {
  /** Seconds of CPU, with what its ended children have used. */
  readonly cpu: number;
  /** Memory, in MB. */
  readonly resident: number;
  readonly virtual: number;
}

/** Linux counts in these whatever the machine, in 1/s. */
const TICKS = 100;

interface Facts {
  readonly parent: number;
  /** Seconds. */
  readonly cpu: number;
}

/** Looks at a process and at all below it. What ends meanwhile is not counted. */
export function usageOfTree(root: number): TreeUsage {
  const all = new Map<number, Facts>();
  for (const name of readdirSync('/proc')) {
    const facts = /^\d+$/.test(name) ? factsOf(Number(name)) : undefined;
    if (facts !== undefined) all.set(Number(name), facts);
  }
  const tree = new Set([root]);
  // A set hands out what is added to it while it is gone through.
  for (const pid of tree) for (const [child, {parent}] of all) if (parent === pid) tree.add(child);
  let [cpu, resident, virtual] = [0, 0, 0];
  for (const pid of tree) {
    const status = textOf(pid, 'status');
    cpu += all.get(pid)?.cpu ?? 0;
    resident += megabytes(status, 'VmRSS');
    virtual += megabytes(status, 'VmSize');
  }
  return {cpu, resident, virtual};
}

function factsOf(pid: number): Facts | undefined {
  const text = textOf(pid, 'stat');
  // The name of the program may hold anything, brackets too.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 15) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {parent: Number(fields[1]), cpu: ticks / TICKS};
}

function megabytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
