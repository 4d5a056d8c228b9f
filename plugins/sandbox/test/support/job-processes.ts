import {readdirSync, readFileSync} from 'node:fs';

/** The command lines of all processes that a job of the sandbox in that folder has started. */
export function jobProcesses(sandbox: string, id: number): string[] {
  const mark = `\0TMPDIR=${sandbox}/jobs/${id}/`;
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!`\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(mark)) return [];
      return [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')];
    } catch {
      return []; // no process, or one that has ended
    }
  });
}
