import {EOL} from 'node:os';
import {Listr, ListrLogger, ProcessOutput} from 'listr2';
import type {FollowEvent} from '../../jobs/follow/follow.ts';
import {Progresses} from '../../jobs/follow/progress.ts';
import type {Output} from '../show/output.ts';
import {watchFrame} from './watch-frame.ts';

const REFRESH_MS = 500;

/** Draws the jobs that are followed, and draws them anew between two looks: times go on, and windows change. */
export class WatchTerminal {
  readonly #out: Output;
  readonly #progresses = new Progresses();
  readonly #ended = Promise.withResolvers<void>();
  #next: Date | undefined;
  #pausedBecause: string | undefined;
  #block: {title: string} | undefined;
  #drawing: Promise<unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(out: Output) {
    this.#out = out;
  }

  onEvent(event: FollowEvent): void {
    if (event.kind === 'look') {
      this.#progresses.see(event);
      this.#next = new Date(event.at.getTime() + event.next);
    }
    if (event.kind === 'paused') this.#pausedBecause = event.error.message;
    if (event.kind === 'resumed') this.#pausedBecause = undefined;
    if (this.#drawing === undefined) this.#draw();
    else this.#refresh();
  }

  /** Take the drawing off; the last frame stays as text, without what is about the next look. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#ended.resolve();
    await this.#drawing;
    this.#next = undefined;
    for (const line of this.#frame(Infinity)) if (line !== '') this.#out.note(line);
  }

  #draw(): void {
    const whole = {
      title: this.#frame().join(EOL),
      task: (_: unknown, task: {title: string}) => {
        this.#block = task;
        return this.#ended.promise;
      },
    };
    const stream = this.#out.stderr as NodeJS.WriteStream; // a terminal, which has all that listr2 needs
    const list = new Listr([whole], {
      registerSignalListeners: false, // the command has its own
      rendererOptions: {
        clearOutput: true,
        formatOutput: 'truncate',
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- listr2's own type, of another instance
        logger: new ListrLogger({useIcons: true, processOutput: new ProcessOutput(stream, stream)}),
      },
    });
    this.#drawing = list.run();
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
    this.#timer.unref();
  }

  #refresh(): void {
    if (this.#block) this.#block.title = this.#frame().join(EOL);
  }

  #frame(most?: number): string[] {
    const {columns = 80, rows = 24} = this.#out.stderr;
    const facts = {
      columns,
      rows: most ?? rows,
      now: new Date(),
      next: this.#next,
      pausedBecause: this.#pausedBecause,
    };
    return watchFrame(this.#progresses.list(), facts).map((line) => this.#out.safe(line));
  }
}
