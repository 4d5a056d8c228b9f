import {createHash, randomBytes} from 'node:crypto';
import {readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import {readFile} from '../files/read-file.ts';
import {isProcessAlive} from './process-alive.ts';

const FORM = /^(?<machine>[\w-]{12})\.(?<pid>\d+)\.(?<start>\d+)\.[\w-]{8}$/;

/** The machine, and the name space of its process identifiers: a container's tell nothing to those outside of it. */
const machine = createHash('sha256')
  .update(`${hostname()} ${processSpace()}`)
  .digest('base64url')
  .slice(0, 12);

/** A name that says which process it belongs to, different at each call. */
export function processMark(): string {
  const start = stateOf('self')?.start ?? '0';
  return `${machine}.${process.pid}.${start}.${randomBytes(6).toString('base64url')}`;
}

/**
 * Whether the process of a mark lives.
 * @returns `unknown` for a mark of another machine; undefined for what is no mark; `own` for one of this process
 */
export function processOf(mark: string): 'own' | 'alive' | 'gone' | 'unknown' | undefined {
  const found = FORM.exec(mark)?.groups;
  if (found === undefined) return undefined;
  if (found['machine'] !== machine) return 'unknown';
  const pid = Number(found['pid']);
  if (pid !== process.pid && !isProcessAlive(pid)) return 'gone';
  // A process that nobody has waited for does nothing any more; another one may have got the identifier of one that is gone.
  const state = stateOf(String(pid));
  if (state !== undefined && (state.start !== found['start'] || state.isOver)) return 'gone';
  return pid === process.pid ? 'own' : 'alive';
}

/** @returns when a process started, in clock ticks of this machine; undefined where that cannot be known */
function stateOf(pid: string): {start: string; isOver: boolean} | undefined {
  try {
    const {bytes} = readFile(`/proc/${pid}/stat`, {owner: 'anyone', limit: 10_000, link: 'follow'});
    const text = bytes.toString('latin1');
    const [state = '', ...words] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {start: words[18] ?? '0', isOver: 'ZX'.includes(state)};
  } catch {
    return undefined;
  }
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
