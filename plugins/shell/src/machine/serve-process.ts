import type {Output, Run} from '@alien-grid/cli/command';
import {serve} from './serve.ts';
import {redirectStray} from './stray-output.ts';

/** Serve the program that has started this process. @returns the exit code */
export async function serveProcess(run: Run): Promise<number> {
  let current: Output | undefined;
  const write = redirectStray(process.stdout, (chunk) => (current?.stdout ?? run.out.stderr).write(chunk));
  return await serve(run, write, (out) => (current = out));
}
