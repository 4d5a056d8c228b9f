import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {startBenchGrid} from './grid.ts';
import type {BenchGrid} from './grid.ts';
import {makeStopwatch, measure} from './stopwatch.ts';
import type {Expected, Measured} from './stopwatch.ts';

const ROOT = join(import.meta.dirname, '../..');
const NATIVE = join(ROOT, 'launcher/build/alien');

/** The script that is called in a checkout, and the launcher that it starts where that is built. */
export const SCRIPT = join(ROOT, 'bin/alien');
export const ALIEN = existsSync(NATIVE) ? NATIVE : SCRIPT;

/** The ways to do a command that are compared. */
export type Client = 'alien, agent' | 'alien' | 'alien.py';

/** A grid, a home of the user's own, and the clients. */
export class BenchScene {
  readonly grid: BenchGrid;
  /** A directory on a disk, since /tmp may be memory; it goes with the scene. */
  readonly place: string;
  readonly clients: readonly Client[];
  readonly #stopwatch: string;
  readonly #peer: string | undefined;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(grid: BenchGrid, place: string, peer: string | undefined) {
    this.grid = grid;
    this.place = place;
    this.#peer = peer;
    this.clients = ['alien, agent', 'alien', ...(peer === undefined ? [] : ['alien.py' as const])];
    this.#stopwatch = makeStopwatch(place);
    const [home, runtime] = ['home', 'run'].map((name) => join(place, name));
    for (const directory of [home, runtime]) mkdirSync(directory ?? '', {mode: 0o700});
    const own = Object.entries(process.env).filter(([name]) => !/^(J?ALIEN|XRD_|X509_|XDG_)/.test(name));
    this.#env = {
      ...Object.fromEntries(own),
      ...grid.env,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      JALIEN_TOKEN_CERT: grid.env['X509_USER_CERT'],
      JALIEN_TOKEN_KEY: grid.env['X509_USER_KEY'],
    };
  }

  /** @param peer the program `alien.py`, if it takes part */
  static async open(options: {storage?: boolean; peer: string | undefined}): Promise<BenchScene> {
    const grid = await startBenchGrid(options);
    const place = mkdtempSync('/var/tmp/alien-bench-');
    try {
      // As root, storage servers and jobs run as other accounts, which have to pass.
      chmodSync(place, 0o711);
      return new BenchScene(grid, place, options.peer);
    } catch (error) {
      rmSync(place, {recursive: true, force: true});
      await grid.stop();
      throw error;
    }
  }

  /** The program of a client, and the variables with which it is that client. */
  of(client: Client): {program: string; env: NodeJS.ProcessEnv} {
    const program = client === 'alien.py' ? this.#peer : ALIEN;
    if (program === undefined) throw new Error('alien.py is not here.');
    return {program, env: client === 'alien, agent' ? this.#env : {...this.#env, ALIEN_AGENT: 'off'}};
  }

  /** A command of a client, measured. */
  run(client: Client, words: readonly string[], expected?: Expected): Measured {
    const {program, env} = this.of(client);
    return this.time([program, ...words], env, expected);
  }

  /** Any program, measured. */
  time(words: readonly string[], env: NodeJS.ProcessEnv = this.#env, expected?: Expected): Measured {
    return measure(this.#stopwatch, words, env, expected);
  }

  /** A new agent: none of the connections of an earlier one are left. */
  startAgent(): void {
    this.stopAgent();
    this.run('alien', ['agent', 'start']);
  }

  /** How many commands the agent has done: one that it does not do is done without it, and that silently. */
  agentCommands(): number {
    const {output} = this.run('alien', ['agent', 'status', '--json']);
    const {results = [], commands} = JSON.parse(output) as {
      results?: {commands: number}[];
      commands?: number;
    };
    return commands ?? results[0]?.commands ?? Number.NaN;
  }

  stopAgent(): void {
    const {program, env} = this.of('alien');
    spawnSync(program, ['agent', 'stop'], {env, stdio: 'ignore'});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopAgent();
    rmSync(this.place, {recursive: true, force: true});
    await this.grid.stop();
  }
}
