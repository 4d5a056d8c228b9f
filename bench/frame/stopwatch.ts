import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

/** What a program took from its start to its end. */
export interface Measured {
  /** ms from fork to exit */
  readonly time: number;
  /** ms until the first output; NaN where there was none */
  readonly first: number;
  /** The most memory that it held, in bytes; of a script the largest of the programs that it waited for. */
  readonly memory: number;
  /** ms of processor time, of the programs that it waited for too */
  readonly cpu: number;
  readonly output: string;
}

/** What a program has to say so that its run counts. */
export type Expected = RegExp | ((output: string) => boolean);

const LONGEST_RUN = 300_000;
const LONGEST_OUTPUT = 2 ** 28;
const SHOWN = 400;

/** Compiles the stopwatch. @param directory for the program; its owner removes it @returns the program */
export function makeStopwatch(directory: string): string {
  const program = join(directory, 'stopwatch');
  const source = join(import.meta.dirname, 'stopwatch.c');
  const {status, stderr, error} = spawnSync(
    process.env['CC'] ?? 'cc',
    ['-O2', '-Wall', '-Wextra', '-o', program, source],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The stopwatch cannot be compiled: ${error?.message ?? stderr}`);
  return program;
}

/**
 * Runs a program and measures it.
 * @param words the program and its arguments
 * @throws {Error} if it does not end with 0, takes too long, or does not say what is expected: no such run is a figure
 */
export function measure(
  stopwatch: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  expected: Expected = () => true,
): Measured {
  const {output, error} = spawnSync(stopwatch, words, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
    maxBuffer: LONGEST_OUTPUT,
  });
  const [, stdout = '', stderr = '', told = ''] = output as readonly (string | null)[] as readonly string[];
  const fail = (what: string): never => {
    throw new Error(`${words.join(' ')} ${what}:\n${stderr.slice(-SHOWN)}${stdout.slice(0, SHOWN)}`);
  };
  if (error || told === '') fail(error?.message ?? 'could not be measured');
  const [code, time = NaN, first = NaN, kibibytes = NaN, microseconds = NaN] = told.split(' ').map(Number);
  if (code !== 0) fail(`ended with ${code}`);
  const right = expected instanceof RegExp ? expected.test(stdout) : expected(stdout);
  if (!right) fail('did not say what it should');
  return {
    time: time / 1e6,
    first: first < 0 ? NaN : first / 1e6,
    memory: kibibytes * 1024,
    cpu: microseconds / 1000,
    output: stdout,
  };
}
