import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';

const LIMIT = 60_000;

/** What a program of the system said. */
export interface ToolOutcome {
  readonly output: string;
  readonly complaint: string;
  /** Its exit code; null if it took too long and was ended. */
  readonly code: number | null;
}

/** Runs a program of the system, without a shell. Throws when it is not installed. */
export async function runTool(program: string, args: readonly string[], input = ''): Promise<ToolOutcome> {
  const child = spawn(program, args, {
    env: {PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8'},
    timeout: LIMIT,
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  // A program that has seen enough closes its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [output, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {output, complaint, code};
}
