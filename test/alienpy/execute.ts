import {spawn} from 'node:child_process';
import {text} from 'node:stream/consumers';

/** What a finished program left; its texts without blank ends. */
export interface Finished {
  /** -1 if it was killed because its time was over */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: string;
  /** milliseconds */
  readonly timeout: number;
}

/** Run a program to its end. */
export async function execute(
  program: string,
  words: readonly string[],
  {stdin, ...options}: Surroundings,
): Promise<Finished> {
  const child = spawn(program, words, options);
  child.stdin.end(stdin);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (status) => resolve(status ?? -1));
    }),
  ]);
  return {code, stdout: stdout.trim(), stderr: stderr.trim()};
}
