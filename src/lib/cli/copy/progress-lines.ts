import type {CopyEvent} from '../../copy/model/events.ts';
import {counted, formatSpeed} from './progress-format.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import type {CopyReporter} from './progress.ts';
import type {Output} from '../show/output.ts';

export interface LineOptions {
  /** the lines on stdout that scripts know */
  readonly jobLines: boolean;
  /** nothing is said of what was there, one by one or in sum */
  readonly onlyChanges: boolean;
  /** what is said on stderr about single files */
  readonly talk: boolean;
}

/** One line a file, in the forms of the Python client. */
export class LineReporter implements CopyReporter {
  readonly #out: Output;
  readonly #options: LineOptions;
  readonly tellsFailures: boolean;
  #files = 0;

  constructor(out: Output, options: LineOptions) {
    this.#out = out;
    this.#options = options;
    this.tellsFailures = options.talk;
  }

  onEvent(event: CopyEvent): void {
    const {jobLines, talk} = this.#options;
    if (event.kind === 'planned') this.#files = event.files;
    const line = jobLines ? this.#jobLine(event) : undefined;
    if (line !== undefined) this.#out.line(line);
    const text = talk ? this.#talk(event) : undefined;
    if (text !== undefined) this.#out.note(text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #jobLine(event: CopyEvent): string | undefined {
    const {onlyChanges} = this.#options;
    if (event.kind === 'done') {
      return `${this.#job(event.item.id)} >>> STATUS OK >>> SPEED ${formatSpeed(event.bytes ?? event.item.size, event.seconds)}`;
    }
    if (event.kind === 'skipped')
      return onlyChanges ? undefined : `${event.item.source} --> TARGET VALID (${event.reason})`;
    if (event.kind === 'planned-file') {
      return `${event.item.source} -> ${event.item.destination}${event.replaces ? ' (replaced)' : ''}`;
    }
    if (event.kind === 'removed') return `${event.path} --> DELETED`;
    if (event.kind === 'planned-removal') return `${event.path} -> (deleted)`;
    if (event.kind === 'summary' && !event.summary.dryRun && !onlyChanges) {
      const {copied, skipped, files} = event.summary;
      return `Successful jobs (total): ${copied + skipped}/${files}`;
    }
    return undefined;
  }

  #talk(event: CopyEvent): string | undefined {
    if (event.kind === 'note') return event.text;
    if (event.kind === 'planned' && event.files > 1 && !this.#options.onlyChanges) {
      return `${counted(event.files, 'file')}, ${formatBytes(event.bytes)}`;
    }
    if (event.kind === 'staging')
      return `${this.#job(event.item.id)} >>> STAGING : ${event.item.source} (from tape; this may take hours)`;
    if (event.kind === 'failed') {
      const {failure, item} = event;
      return `${this.#job(item.id)} >>> STATUS ERROR : ${item.source}\n  ${failure.step}: ${failure.reason}`;
    }
    return undefined;
  }

  #job(id: number): string {
    return `jobID: ${id}/${this.#files}`;
  }
}
