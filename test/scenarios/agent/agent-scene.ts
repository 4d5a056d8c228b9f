import {mkdir} from 'node:fs/promises';
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {askAgent, type AgentStatus} from '../../../src/lib/agent/control.ts';
import {type AgentPlace, agentPlace} from '../../../src/lib/agent/place.ts';
import {ended} from '../../support/ended.ts';
import {Program} from '../stage/program.ts';
import type {Scene} from '../stage/scene.ts';

/** A busy machine is no reason for a note. */
const QUIET = {ALIEN_SLOW_AFTER: '600'};

/** One user with an agent of their own, and the same user without. */
export class AgentScene {
  readonly grid: TestGrid;
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly place: AgentPlace;
  readonly warm: Program;
  readonly cold: Program;

  private constructor({grid, dir}: Scene, env: NodeJS.ProcessEnv) {
    this.grid = grid;
    this.dir = dir;
    this.env = {...grid.env(), TMPDIR: dir, ...env};
    this.warm = new Program(this.env, dir);
    this.cold = new Program({...this.env, ALIEN_AGENT: 'off'}, dir);
    this.place = agentPlace(this.env);
  }

  /** @param env further variables */
  static async open(scene: Scene, env: NodeJS.ProcessEnv = {}): Promise<AgentScene> {
    const runtime = join(scene.dir, 'r');
    await mkdir(runtime, {mode: 0o700, recursive: true});
    return new AgentScene(scene, {XDG_RUNTIME_DIR: runtime, ...QUIET, ...env});
  }

  /** The status, where there has to be an agent. */
  async status(): Promise<AgentStatus> {
    const told = await askAgent(this.place, 'status');
    assert.ok(told, 'the agent runs');
    return told;
  }

  async start(): Promise<void> {
    if (!(await askAgent(this.place, 'status'))) await this.cold.ok('agent', 'start');
  }

  async stop(): Promise<void> {
    const told = await askAgent(this.place, 'stop');
    if (told) await ended(told.pid);
  }

  /** How many commands the agent does while something happens. */
  async count(work: () => Promise<unknown>): Promise<number> {
    const {commands} = await this.status();
    await work();
    return (await this.status()).commands - commands;
  }

  /** What came of something of which the agent did so many commands; on a busy machine a launcher may lose patience and do without. */
  async done<T>(work: () => Promise<T>, commands = 1): Promise<T> {
    for (let tries = 0; tries < 10; tries++) {
      const {commands: before} = await this.status();
      const result = await work();
      if ((await this.#counted(before + commands)) === before + commands) return result;
    }
    throw new Error('The agent did not do it.');
  }

  /** What the agent has counted, when it has come to a number: it hears of a command a moment after its caller. */
  async #counted(commands: number): Promise<number> {
    for (let tries = 0; ; tries++) {
      const told = await this.status();
      if (told.commands >= commands || tries === 50) return told.commands;
      await pause(10);
    }
  }

  /** Wait until the agent knows that a worker has ended: it hears of that a moment later. */
  async replaced(worker: number): Promise<void> {
    for (let tries = 0; (await this.status()).workers.includes(worker); tries++) {
      if (tries === 500) throw new Error('The worker is still one of the agent.');
      await pause(10);
    }
  }

  /** Let the service not answer the next such command. @returns what waits until it was asked */
  async silence(command: string): Promise<() => Promise<void>> {
    this.grid.requests.length = 0;
    await this.grid.faults.set(`silence ${command}`, {count: 1});
    return () => this.asked(command);
  }

  /** Wait until the service was asked for a command. */
  async asked(command: string): Promise<void> {
    while (!this.grid.requests.some((request) => request.command === command)) await pause(5);
  }
}
