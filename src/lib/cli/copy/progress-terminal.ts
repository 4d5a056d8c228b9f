import {EOL} from 'node:os';
import {DefaultRenderer, Listr, ListrLogger, ProcessOutput} from 'listr2';
import type {CopyEvent, CopyItem} from '../../copy/model/events.ts';
import {type RunningTransfer, progressRows, type Totals} from './progress-rows.ts';
import {eraseRewrapped} from './rewrapped.ts';
import type {CopyReporter} from './reporter.ts';
import type {Output} from '../show/output.ts';

interface Running {
  readonly item: CopyItem;
  readonly se: string;
  bytes: number;
  rate: number;
}

/** Stands in the place of a storage element while a file is read for its md5. */
const READING = 'reading for its md5';
const STAGING = 'waiting for the tape';

const REFRESH_MS = 200;

/** The renderer puts a sign and a blank before the block. */
const PREFIX = '  ';

/** It draws on stderr, so that stdout need not be a terminal. */
class StderrRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** Draws a line for each file under way, as many as there is room for, and a bar for the whole below them. */
export class TerminalReporter implements CopyReporter {
  readonly tellsFailures = false;
  readonly #out: Output;
  readonly #log: CopyReporter;
  readonly #running = new Map<string, Running>();
  readonly #start = performance.now();
  #block: {title: string} | undefined;
  /** that are on the terminal */
  #lines: readonly string[] = [];
  #files = 0;
  #bytes = 0;
  #finishedFiles = 0;
  #finishedBytes = 0;
  #failed = 0;
  /** The way past the renderer, which holds back what is written to stderr meanwhile. */
  #terminal: ProcessOutput | undefined;
  #drawing: Promise<unknown> | undefined;
  #end: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param lines gets all events too, for the lines that go elsewhere */
  constructor(out: Output, lines: CopyReporter) {
    this.#out = out;
    this.#log = lines;
  }

  onEvent(event: CopyEvent): void {
    this.#log.onEvent(event);
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
      case 'staging':
        this.#running.set(keyOf({item: event.item, se: STAGING}), {
          item: event.item,
          se: STAGING,
          bytes: 0,
          rate: 0,
        });
        this.#draw();
        break;
      case 'started':
        for (const se of [READING, STAGING]) this.#running.delete(keyOf({item: event.item, se}));
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
    if (this.#drawing) (this.#out.stderr as NodeJS.WriteStream).off('resize', this.#resized);
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
    const whole = {
      title: '',
      task: (_: unknown, task: {title: string}) => {
        this.#block = task;
        return ended;
      },
    };
    const stream = this.#out.stderr as NodeJS.WriteStream; // a terminal, which has all that listr2 needs
    this.#terminal = new ProcessOutput(stream, stream);
    const list = new Listr([whole], {
      renderer: StderrRenderer,
      registerSignalListeners: false, // the command has its own
      rendererOptions: {
        lazy: true, // a frame for each change: one under way while the terminal is resized is debris
        clearOutput: true,
        formatOutput: 'truncate',
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- listr2's own type, of another instance
        logger: new ListrLogger({
          useIcons: true,
          processOutput: this.#terminal,
        }),
      },
    });
    this.#drawing = list.run();
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
    this.#timer.unref();
    stream.on('resize', this.#resized);
  }

  /** The window may have become another one since the last time. */
  #refresh(): void {
    // Those that move come first, those that only wait to be registered last.
    const order = ({item, bytes}: Running) => (bytes >= item.size ? 2 : bytes === 0 ? 1 : 0);
    const running = [...this.#running.values()].sort((a, b) => order(a) - order(b));
    const files = Map.groupBy(running, ({item}) => item);
    const transfers = [...files.values()].map((replicas) => this.#drawn(replicas));
    const {columns = 80, rows = 24} = this.#out.stderr;
    if (!this.#block) return;
    this.#lines = progressRows(transfers, this.#sumUp(running), {columns, rows});
    // One change, one frame: lines that change one after the other would be seen half done.
    this.#block.title = this.#lines.join(EOL);
  }

  /** A file under way: all its replicas are as far as the slowest of them. */
  #drawn(replicas: readonly Running[]): RunningTransfer {
    const [first] = replicas as [Running, ...Running[]];
    const {item, se} = first;
    const isMoved = se !== READING && se !== STAGING;
    const rate = replicas.reduce((sum, each) => sum + each.rate, 0);
    return {
      source: this.#out.safe(item.source),
      place: replicas.length > 1 ? `${replicas.length} storage elements` : this.#out.safe(se),
      size: item.size,
      bytes: Math.min(...replicas.map(({bytes}) => bytes)),
      rate: isMoved ? rate : undefined,
    };
  }

  /** A terminal that has become narrower has broken the lines: all of them go, and the next frame is drawn at once. */
  readonly #resized = (): void => {
    const {columns = 80} = this.#out.stderr;
    const erase = eraseRewrapped(
      this.#lines.map((line) => `${PREFIX}${line}`),
      columns,
    );
    if (erase !== undefined) this.#terminal?.toStdout(erase, false);
    this.#refresh();
  };

  #sumUp(running: readonly Running[]): Totals {
    // The replicas of one upload count as one file, as far as the slowest of them is.
    const underWay = new Map<CopyItem, number>();
    for (const {item, se, bytes} of running) {
      const known = underWay.get(item);
      underWay.set(item, se === READING ? (known ?? 0) : Math.min(bytes, known ?? bytes));
    }
    const finishedBytes = this.#finishedBytes + [...underWay.values()].reduce((sum, each) => sum + each, 0);
    return {
      files: this.#files,
      finished: this.#finishedFiles,
      failed: this.#failed,
      queued: this.#files - this.#finishedFiles - underWay.size,
      bytes: this.#bytes,
      finishedBytes,
      rate: finishedBytes / ((performance.now() - this.#start) / 1000),
    };
  }
}

function keyOf({item, se}: {readonly item: CopyItem; readonly se: string}): string {
  return `${item.id} ${se}`;
}
