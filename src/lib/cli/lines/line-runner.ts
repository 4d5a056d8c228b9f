import {Readable} from 'node:stream';
import {UserError} from '../../errors/errors.ts';
import type {Step} from '../../lines/line.ts';
import {readLine} from '../../lines/read-line.ts';
import {reportFailure} from '../base/failure.ts';
import type {Run} from '../base/run.ts';
import {runGridCommand} from './run-grid-command.ts';
import {startShell} from './shell.ts';

export interface LineOptions {
  /** the first line that ends with a failure is the last one */
  readonly strict: boolean;
  /** The lines come from stdin, so that their commands have none. */
  readonly isStdinTaken: boolean;
  /** `$NAME` stands for a variable of the run */
  readonly hasVariables?: boolean;
  /** Put commands into the background. Absent: there is none. @returns the exit code */
  readonly startInBackground?: (text: string) => number | Promise<number>;
}

/** Runs command lines one after the other, in one program, session and directory. */
export class LineRunner {
  readonly #run: Run;
  readonly #options: LineOptions;

  constructor(run: Run, options: LineOptions) {
    this.#run = run;
    this.#options = options;
  }

  /** Whether no more lines are wanted. */
  get isOver(): boolean {
    return this.#run.series.end !== undefined;
  }

  /** The exit code of the whole so far: that of the last command, or the one that `exit` has named. */
  get exitCode(): number {
    const {end, lastCode} = this.#run.series;
    return end ?? lastCode;
  }

  /**
   * Run one line. What fails in it is reported; its exit code is the one that is kept.
   * @param firstLine number of the line, for messages
   * @throws the reason why the run was stopped
   */
  async runLine(text: string, firstLine = 1): Promise<void> {
    const {series} = this.#run;
    const steps = this.#read(text, firstLine);
    if (steps === undefined) this.#endChain();
    for (const [index, step] of (steps ?? []).entries()) {
      if (this.isOver) return;
      if (step.when === 'success' ? series.lastCode === 0 : step.when === 'always' || series.lastCode !== 0) {
        series.lastCode = await this.#perform(step);
      }
      this.#throwIfStopped();
      const next = steps?.[index + 1];
      if (next === undefined || next.when === 'always') this.#endChain();
    }
  }

  #read(text: string, firstLine: number): Step[] | undefined {
    try {
      return readLine(text, firstLine, this.#options.hasVariables);
    } catch (error) {
      this.#run.series.lastCode = reportFailure(error, this.#run.out, undefined);
      return undefined;
    }
  }

  #endChain(): void {
    const {series} = this.#run;
    if (this.#options.strict && series.lastCode !== 0 && !this.isOver) series.finish(series.lastCode);
  }

  async #perform({command}: Step): Promise<number> {
    const {isStdinTaken, startInBackground} = this.#options;
    try {
      if (command.kind === 'background') {
        if (startInBackground) return await startInBackground(command.text);
        throw new UserError('Only the shell has a background for "&".', {next: ['Start it: alien shell']});
      }
      if (command.kind === 'grid')
        return await runGridCommand(this.#run, command, isStdinTaken ? Readable.from([]) : undefined);
      return await startShell(command.text, this.#run, isStdinTaken ? 'ignore' : 'inherit').ended;
    } catch (error) {
      return reportFailure(error, this.#run.out, undefined);
    }
  }

  #throwIfStopped(): void {
    const {interrupt} = this.#run;
    if (interrupt.isStopped) interrupt.signal.throwIfAborted();
  }
}
