import type {BackgroundWork} from '../background/work.ts';
import {Interrupt, LineRunner, reportFailure, type Run} from '@alien-grid/cli/command';

/** After a second Ctrl-C a command that does not end is left to itself. */
const IGNORED = 'The command does not stop. It is left to itself.';

/** How a line has ended. */
export interface LineEnd {
  /** Ctrl-C has stopped it */
  readonly isStopped: boolean;
}

/** What runs lines for a person: Ctrl-C ends the line, and nothing that fails in it ends the shell. */
export class InteractiveLines {
  readonly #run: Run;
  readonly #background: BackgroundWork;

  constructor(run: Run, background: BackgroundWork) {
    this.#run = run;
    this.#background = background;
  }

  /** Run a line to its end. Its exit code is in the series. */
  async run(text: string): Promise<LineEnd> {
    const {interrupt: outer, series, program} = this.#run;
    using interrupt = Interrupt.within(outer);
    const abandoned = Promise.withResolvers<undefined>();
    using handed = outer.handOver((name) => {
      if (interrupt.isStopped) abandoned.resolve(undefined);
      interrupt.stop(name);
      if (name !== 'SIGINT') outer.stop(name);
    });
    void handed;
    const line = this.#run.derive({interrupt});
    using caught = program.catchFaults(
      (error) => (series.lastCode = reportFailure(error, line.out, undefined)),
    );
    void caught;
    const runner = new LineRunner(line, {
      strict: false,
      isStdinTaken: false,
      hasVariables: true,
      startInBackground: (command) => this.#background.start(command, line),
    });
    try {
      const ended = runner.runLine(text).then(() => 'ended' as const);
      if ((await Promise.race([ended, abandoned.promise])) === undefined) {
        ended.catch(() => undefined); // no one waits for it any more
        line.out.note(IGNORED);
        series.lastCode = 130;
      }
    } catch (error) {
      series.lastCode = reportFailure(error, line.out, undefined);
    } finally {
      line.close();
    }
    return {isStopped: interrupt.isStopped};
  }
}
