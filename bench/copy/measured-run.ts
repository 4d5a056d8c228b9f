import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** How often the memory of a process is looked at, in ms. */
const LOOK = 20;

/** What a program took from its start to its end. */
export interface Measured {
  /** ms */
  readonly time: number;
  /** The most memory that it held, in bytes. */
  readonly memory: number;
}

/**
 * Runs a program and measures it. Rejects with what it said if it does not end with 0.
 * @param words the program and its arguments
 */
export async function measuredRun(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const [program = '', ...args] = words;
  const start = performance.now();
  const child = spawn(program, args, {env, stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-2000)));
  }
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, peakMemory(child.pid))), LOOK);
  const {promise, resolve, reject} = Promise.withResolvers<number | null>();
  let time = 0;
  child.once('error', reject);
  child.once('exit', () => (time = performance.now() - start));
  child.once('close', resolve);
  const status = await promise.finally(() => clearInterval(watch));
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${said}`);
  return {time, memory};
}

/** The kernel's high-water mark; 0 once the process is gone. */
function peakMemory(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
