import {type ChildProcess, type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {constants} from 'node:os';
import {text} from 'node:stream/consumers';
import {dirname, join} from 'node:path';
import {behindAgent} from './behind-agent.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** exit code; 128 + n for a process that died of signal n, as a shell says it */
  readonly code: number;
}

/** The real program as a process, with the variables of one grid: what a user's script sees. */
export class Program {
  readonly #env: NodeJS.ProcessEnv;
  readonly #cwd: string;
  readonly #program: string;

  /** @param program another installation than the one of this checkout */
  constructor(env: NodeJS.ProcessEnv, cwd: string, program = ALIEN) {
    this.#env = {
      PATH: `${dirname(ALIEN)}:${process.env['PATH']}`,
      HOME: cwd,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(cwd, '.cache'),
      ...env,
    };
    this.#cwd = cwd;
    this.#program = program;
  }

  /** Run `alien` with these words to its end. */
  async run(...words: string[]): Promise<Finished> {
    return this.start(...words).finished;
  }

  /** Run it and insist on success. */
  async ok(...words: string[]): Promise<string> {
    const {stdout, stderr, code} = await this.run(...words);
    if (code !== 0) throw new Error(`alien ${words.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Start it and go on. */
  start(...words: string[]): {child: ChildProcess; finished: Promise<Finished>} {
    return this.#spawn(this.#program, words);
  }

  /** Start it with an input that is written to. */
  drive(...words: string[]): ChildProcessWithoutNullStreams {
    return spawn(this.#program, words, {cwd: this.#cwd, env: behindAgent(this.#env)});
  }

  /** The same as `start`, deaf to the end of its terminal. */
  startUnderNohup(...words: string[]): {child: ChildProcess; finished: Promise<Finished>} {
    return this.#spawn('nohup', [this.#program, ...words]);
  }

  /** Run a line of shell in which `alien` is the program. */
  async shell(line: string): Promise<Finished> {
    return this.#spawn('bash', ['-c', line]).finished;
  }

  #spawn(program: string, words: readonly string[]): {child: ChildProcess; finished: Promise<Finished>} {
    const child = spawn(program, words, {
      cwd: this.#cwd,
      env: behindAgent(this.#env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const finished = Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
      }),
    ]).then(([stdout, stderr, code]) => ({stdout, stderr, code}));
    return {child, finished};
  }
}
