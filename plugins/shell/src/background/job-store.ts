import {openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {makePrivate, readOwn, readRegularFile, runningProcess, userDirectory} from '@alien-grid/cli';
import {type Job, type JobState, readJob} from './job.ts';

/** More of what a job prints is not shown, in bytes. */
const MOST_PRINTED = 256 << 20;

/** Ended jobs are forgotten after a week, in ms. */
const KEPT_FOR = 7 * 24 * 3600 * 1000;

/**
 * The jobs of a user, in files: a shell may end before its jobs, and the next one, or `alien jobs`, still knows them.
 * Those of another machine that shares the home are not known here: its processes cannot be looked for.
 * Of job 1 there are `1.json` (what it is), `1.log` (what it printed) and, when it has ended, `1.end` (its exit code).
 */
export class JobStore {
  readonly directory: string;

  /** @param env where the user's directories are */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.directory = join(userDirectory(env, 'state'), 'alien', 'background', hostname());
  }

  /** All jobs, by their numbers. */
  list(): Job[] {
    return this.#numbers().flatMap((number) => this.find(number) ?? []);
  }

  find(number: number): Job | undefined {
    const text = readOwn(this.#path(number, 'json'))?.text;
    return text === undefined ? undefined : readJob(text);
  }

  /** Take the next free number. */
  reserve(text: string): Job {
    makePrivate(this.directory);
    for (let number = Math.max(0, ...this.#numbers()) + 1; ; number++) {
      const job = {number, text, pid: undefined, start: undefined, begun: new Date().toISOString()};
      try {
        writeFileSync(this.#path(number, 'json'), JSON.stringify(job), {flag: 'wx', mode: 0o600});
        return job;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
    }
  }

  /** The process of a job is there. */
  started(job: Job, pid: number): Job {
    const running = {...job, pid, start: runningProcess(pid)?.start};
    const draft = this.#path(job.number, `draft.${process.pid}`);
    writeFileSync(draft, JSON.stringify(running), {mode: 0o600});
    renameSync(draft, this.#path(job.number, 'json'));
    return running;
  }

  /** A job ends, told by its own process. */
  ended(number: number, exitCode: number): void {
    writeFileSync(this.#path(number, 'end'), String(exitCode), {mode: 0o600});
  }

  stateOf({number, pid, start}: Job): JobState {
    const code = readOwn(this.#path(number, 'end'))?.text;
    if (code !== undefined && code !== '') return {kind: 'ended', exitCode: Number(code)};
    const process = pid === undefined ? undefined : runningProcess(pid);
    return process !== undefined && process.start === start ? {kind: 'running'} : {kind: 'lost'};
  }

  /** Open the file that takes what a job prints. @returns its descriptor */
  openLog(number: number): number {
    return openSync(this.#path(number, 'log'), 'w', 0o600);
  }

  /** What a job has printed so far, from a byte on. */
  printed(number: number, from = 0): Buffer {
    const path = this.#path(number, 'log');
    try {
      if (statSync(path).size <= from) return Buffer.alloc(0);
      return readRegularFile(path, {owner: 'own', limit: MOST_PRINTED, link: 'refuse'}).bytes.subarray(from);
    } catch {
      return Buffer.alloc(0);
    }
  }

  forget(number: number): void {
    for (const kind of ['json', 'log', 'end']) rmSync(this.#path(number, kind), {force: true});
  }

  /** Forget what has ended long ago. */
  tidy(): void {
    for (const job of this.list()) {
      const isOld = Date.now() - Date.parse(job.begun) > KEPT_FOR;
      if (isOld && this.stateOf(job).kind !== 'running') this.forget(job.number);
    }
  }

  #numbers(): number[] {
    try {
      const names = readdirSync(this.directory);
      return names
        .flatMap((name) => /^(\d+)\.json$/.exec(name)?.slice(1).map(Number) ?? [])
        .sort((a, b) => a - b);
    } catch {
      return []; // there was no job yet
    }
  }

  #path(number: number, kind: string): string {
    return join(this.directory, `${number}.${kind}`);
  }
}
