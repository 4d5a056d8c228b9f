import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

const POLL = 10;
const PATIENCE = 2000;

/** Ends the processes of jobs whose temporary directory is in that folder, however they got away. */
export async function sweep(folder: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (let left = processesOf(folder); left.length > 0 && Date.now() < deadline; left = processesOf(folder)) {
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone by itself, or not ours
      }
    }
    // They are no children of ours, so their end can only be looked for.
    await pause(POLL);
  }
}

/** Every process of a job inherits the variable TMPDIR, and nothing else on the machine has such a value. */
function processesOf(folder: string): number[] {
  const mark = `\0TMPDIR=${folder}/`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => environmentText(name).includes(mark))
    .map(Number);
}

function environmentText(pid: string): string {
  try {
    return `\0${readFileSync(join('/proc', pid, 'environ'), 'latin1')}`;
  } catch {
    return '';
  }
}
