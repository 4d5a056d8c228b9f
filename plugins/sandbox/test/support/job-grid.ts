import {Jdl} from '@alien-grid/cli';
import type {JobState} from '../../src/jobs/states.ts';
import type {Job, TestGrid, TestGridOptions} from '../../src/testing.ts';
import {startGrid} from '../../src/testing.ts';
import {jobFrom} from '../../src/jobs/job.ts';
import {connect} from './client.ts';
import type {Client} from './client.ts';

export const HOME = '/alice/cern.ch/user/d/demo';

/** A grid whose jobs run, and shorter words for what tests do with it. */
export class JobGrid {
  readonly grid: TestGrid;
  readonly demo: Client;
  #scripts = 0;

  private constructor(grid: TestGrid, demo: Client) {
    this.grid = grid;
    this.demo = demo;
  }

  static async open(jobs = 2, more: TestGridOptions = {}): Promise<JobGrid> {
    const grid = await startGrid({jobs, users: ['demo', 'kim'], ...more});
    await grid.faults.set('no-find-cache');
    return new JobGrid(grid, await connect(grid));
  }

  async close(): Promise<void> {
    this.demo.socket.close();
    await this.grid.stop();
  }

  /** Stores a file of the first user. */
  async put(lfn: string, content: string): Promise<void> {
    await this.grid.storeFile({lfn, content, owner: 'demo'});
  }

  /** Stores a shell script and gives its name. */
  async script(text: string): Promise<string> {
    const lfn = `${HOME}/bin/script-${++this.#scripts}`;
    await this.put(lfn, `#!/bin/sh\n${text}\n`);
    return lfn;
  }

  /** Puts a job that runs this script into the queue, with more of a description. */
  async insert(script: string, description = '', owner = 'demo'): Promise<number> {
    const jdl = Jdl.parse(`Executable = "${await this.script(script)}";${description}`);
    return this.grid.jobs.insert(jobFrom(owner, jdl));
  }

  /** The same, and waits for its end. */
  async run(script: string, description = '', owner = 'demo'): Promise<Job> {
    return this.grid.untilJob(await this.insert(script, description, owner));
  }

  /** The text of the trace of a job. */
  trace(id: number): string {
    return this.grid.jobs
      .traceOf(id)
      .map(({tag, text}) => `${tag}: ${text}`)
      .join('\n');
  }

  /** Waits until a job comes to this state once more. */
  async until(id: number, state: JobState): Promise<void> {
    const {jobs} = this.grid;
    await new Promise<void>((resolve) => {
      const unlisten = jobs.onChange((move) => {
        if (move.id !== id || move.to !== state) return;
        unlisten();
        resolve();
      });
    });
  }

  /** What a failed job left is registered, as the service does on request. */
  async register(id: number): Promise<string[]> {
    const {results} = await this.demo.ask('registerOutput', String(id));
    return results.flatMap(({message}) => String(message).split('\n')).map((line) => line.trim());
  }

  /** The names below a directory of the home, and the content of each file. */
  async tree(folder: string): Promise<string[]> {
    const found = await this.demo.ask('find', `${HOME}/${folder}`, '*');
    return found.results.map(({lfn}) => String(lfn).slice(HOME.length + folder.length + 2));
  }

  async read(lfn: string): Promise<string> {
    return (await this.grid.readFile(lfn.startsWith('/') ? lfn : `${HOME}/${lfn}`)).toString();
  }
}
