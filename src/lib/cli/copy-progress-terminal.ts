import {Listr, ListrLogger, ProcessOutput} from 'listr2';
import type {CopyEvent, CopyItem} from '../copy/events.ts';
import {formatBytes, formatDuration, shortened} from './copy-progress-format.ts';
import type {CopyReporter} from './copy-progress.ts';
import type {Output} from './output.ts';

/** A transfer that is drawn. */
interface Running {
  readonly item: CopyItem;
  readonly se: string;
  bytes: number;
  rate: number;
}

interface Line {
  title: string;
}

/** Stands in the place of a storage element while a file is read for its md5. */
const READING = 'reading for its md5';

const REFRESH_MS = 200;
/** More lines than these nobody reads. */
const MOST_LINES = 16;
/** Lines of the terminal left to the totals and the prompt. */
const OTHER_LINES = 4;

/**
 * Draws one line for each running transfer and one of totals. The lines are slots that transfers come to and
 * go from; an empty one takes no room, and transfers without a slot are only counted.
 */
export class TerminalReporter implements CopyReporter {
  readonly tellsFailures = false;
  readonly #out: Output;
  readonly #lines: CopyReporter;
  readonly #running = new Map<string, Running>();
  readonly #slots: Line[] = [];
  readonly #start = performance.now();
  readonly #limit: number;
  #totals: Line | undefined;
  #files = 0;
  #bytes = 0;
  #finishedFiles = 0;
  #finishedBytes = 0;
  #failed = 0;
  #drawing: Promise<unknown> | undefined;
  #end: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param lines gets all events too, for the lines that go elsewhere */
  constructor(out: Output, jobs: number, lines: CopyReporter) {
    this.#out = out;
    this.#lines = lines;
    const rows = process.stderr.rows ?? 24;
    this.#limit = Math.max(1, Math.min(jobs, MOST_LINES, rows - OTHER_LINES));
  }

  onEvent(event: CopyEvent): void {
    this.#lines.onEvent(event);
    switch (event.kind) {
      case 'note':
        this.#out.note(event.text);
        break;
      case 'planned':
        this.#files = event.files;
        this.#bytes = event.bytes;
        break;
      case 'reading':
        this.#reading(event.item, event.bytes);
        break;
      case 'started':
        this.#running.delete(keyOf({item: event.item, se: READING}));
        this.#running.set(keyOf(event), {item: event.item, se: event.se, bytes: 0, rate: 0});
        this.#draw();
        break;
      case 'progress':
        this.#progress(event);
        break;
      case 'failed':
        this.#failed += 1;
        this.#finish(event.item);
        break;
      case 'done':
      case 'skipped':
        this.#finish(event.item);
        break;
      case 'planned-file':
      case 'removed':
      case 'planned-removal':
      case 'summary':
        break;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#end();
    await this.#drawing;
  }

  /** Half of the work on a large file: without a line it would look as if nothing happened. */
  #reading(item: CopyItem, bytes: number): void {
    const key = keyOf({item, se: READING});
    const running = this.#running.get(key) ?? {item, se: READING, bytes, rate: 0};
    running.bytes = bytes;
    this.#running.set(key, running);
    this.#draw();
  }

  #progress(event: CopyEvent & {kind: 'progress'}): void {
    const running = this.#running.get(keyOf(event));
    if (running === undefined) return;
    running.bytes = event.bytes;
    running.rate = event.rate;
  }

  #finish(item: CopyItem): void {
    this.#finishedFiles += 1;
    this.#finishedBytes += item.size;
    for (const [key, running] of this.#running) if (running.item === item) this.#running.delete(key);
  }

  #draw(): void {
    if (this.#drawing !== undefined) return;
    const ended = new Promise<void>((resolve) => (this.#end = resolve));
    const line = (keep: (line: Line) => void) => ({
      title: '',
      task: (_: unknown, task: Line) => {
        keep(task);
        return ended;
      },
    });
    const slots = Array.from({length: this.#limit}, () => line((slot) => this.#slots.push(slot)));
    const list = new Listr([...slots, line((totals) => (this.#totals = totals))], {
      concurrent: true,
      registerSignalListeners: false, // the command has its own
      rendererOptions: {
        clearOutput: true,
        formatOutput: 'truncate',
        logger: new ListrLogger({
          useIcons: true,
          processOutput: new ProcessOutput(process.stderr, process.stderr),
        }),
      },
    });
    this.#drawing = list.run();
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
    this.#timer.unref();
  }

  #refresh(): void {
    // Those that only wait to be registered come last.
    const isWaiting = ({item, bytes}: Running) => Number(bytes >= item.size);
    const running = [...this.#running.values()].sort((a, b) => isWaiting(a) - isWaiting(b));
    for (const [index, slot] of this.#slots.entries()) {
      const title = running[index] === undefined ? '' : this.#transferLine(running[index]);
      if (slot.title !== title) slot.title = title;
    }
    if (this.#totals) this.#totals.title = this.#totalsLine(running);
  }

  #transferLine({item, se, bytes, rate}: Running): string {
    const percent = item.size === 0 ? 100 : Math.floor((bytes / item.size) * 100);
    const speed = se === READING ? '' : `${formatBytes(rate).padStart(8)}/s`;
    const facts = `${String(percent).padStart(3)}% ${speed.padEnd(10)}  ${se}`;
    const width = Math.max((process.stderr.columns ?? 80) - facts.length - 8, 12);
    const name = item.source.replace(/\s/g, ' '); // a line is one line
    return `${this.#out.safe(shortened(name, width)).padEnd(width)} ${this.#out.safe(facts)}`;
  }

  #totalsLine(running: readonly Running[]): string {
    // The replicas of one upload count as one file, as far as the slowest of them is.
    const underWay = new Map<CopyItem, number>();
    for (const {item, se, bytes} of running) {
      if (se === READING) continue;
      underWay.set(item, Math.min(bytes, underWay.get(item) ?? bytes));
    }
    const bytes = this.#finishedBytes + [...underWay.values()].reduce((sum, each) => sum + each, 0);
    const seconds = (performance.now() - this.#start) / 1000;
    const rate = bytes / seconds;
    const parts = [
      `${this.#finishedFiles}/${this.#files} files`,
      `${formatBytes(bytes)} of ${formatBytes(this.#bytes)}`,
      `${formatBytes(rate)}/s`,
    ];
    if (rate > 0) parts.push(`${formatDuration((this.#bytes - bytes) / rate)} left`);
    if (this.#failed > 0) parts.push(`${this.#failed} failed`);
    const hidden = running.length - this.#slots.length;
    if (hidden > 0) parts.push(`${hidden} more running`);
    return parts.join(', ');
  }
}

function keyOf({item, se}: {readonly item: CopyItem; readonly se: string}): string {
  return `${item.id} ${se}`;
}
