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

/** How large a process is with all that it started. */
export interface TreeSize {
  readonly pids: readonly number[];
  /** Processes and threads. */
  readonly tasks: number;
  /** Bytes; what several of them share is in it several times. */
  readonly resident: number;
}

interface Facts {
  readonly parent: number;
  /** Seconds. */
  readonly cpu: number;
  readonly threads: number;
  /** Bytes. */
  readonly resident: number;
}

/** Linux counts resident memory in these. */
const PAGE = 4096;

/** Looks at a process and at all below it. What ends meanwhile is not counted. */
export function usageOfTree(root: number): TreeUsage {
  let [cpu, resident, virtual] = [0, 0, 0];
  for (const [pid, facts] of treeOf(root)) {
    const status = textOf(pid, 'status');
    cpu += facts?.cpu ?? 0;
    resident += megabytes(status, 'VmRSS');
    virtual += megabytes(status, 'VmSize');
  }
  return {cpu, resident, virtual};
}

/** The same, but only what is available fast. */
export function sizeOfTree(root: number): TreeSize {
  let [tasks, resident] = [0, 0];
  const tree = treeOf(root);
  for (const facts of tree.values()) {
    tasks += facts?.threads ?? 0;
    resident += facts?.resident ?? 0;
  }
  return {pids: [...tree.keys()], tasks, resident};
}

/** Bytes of memory of these processes, each one's share of what it has together with others; undefined if unknown. */
export function proportionalSize(pids: readonly number[]): number | undefined {
  const sizes = pids.map((pid) => /^Pss:\s+(\d+) kB/m.exec(textOf(pid, 'smaps_rollup'))?.[1]);
  return sizes.every((size) => size === undefined)
    ? undefined
    : sizes.reduce((sum, size) => sum + Number(size ?? 0) * 1024, 0);
}

function treeOf(root: number): Map<number, Facts | undefined> {
  const all = new Map<number, Facts>();
  for (const name of readdirSync('/proc')) {
    const facts = /^\d+$/.test(name) ? factsOf(Number(name)) : undefined;
    if (facts !== undefined) all.set(Number(name), facts);
  }
  const tree = new Map([[root, all.get(root)]]);
  // A map hands out what is added to it while it is gone through.
  for (const pid of tree.keys()) {
    for (const [child, facts] of all) if (facts.parent === pid) tree.set(child, facts);
  }
  return tree;
}

function factsOf(pid: number): Facts | undefined {
  const text = textOf(pid, 'stat');
  // The name of the program may hold anything, brackets too.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 22) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {
    parent: Number(fields[1]),
    cpu: ticks / TICKS,
    threads: Number(fields[17]),
    resident: Number(fields[21]) * PAGE,
  };
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
