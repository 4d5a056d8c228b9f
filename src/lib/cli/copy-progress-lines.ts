import type {CopyEvent} from '../copy/events.ts';
import {counted, formatBytes, formatSpeed} from './copy-progress-format.ts';
import type {CopyReporter} from './copy-progress.ts';
import type {Output} from './output.ts';

export interface LineOptions {
  /** the lines on stdout that scripts know */
  readonly jobLines: boolean;
  /** what is said on stderr about single files */
  readonly talk: boolean;
}

/** One line a file, in the forms of the Python client. */
export class LineReporter implements CopyReporter {
  readonly #out: Output;
  readonly #options: LineOptions;
  #files = 0;

  constructor(out: Output, options: LineOptions) {
    this.#out = out;
    this.#options = options;
  }

  onEvent(event: CopyEvent): void {
    const {jobLines, talk} = this.#options;
    const line = jobLines ? this.#jobLine(event) : undefined;
    if (line !== undefined) this.#out.line(line);
    const text = talk ? this.#talk(event) : undefined;
    if (text !== undefined) this.#out.note(text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #jobLine(event: CopyEvent): string | undefined {
    switch (event.kind) {
      case 'planned':
        this.#files = event.files;
        return undefined;
      case 'done':
        return `${this.#job(event.item.id)} >>> STATUS OK >>> SPEED ${formatSpeed(event.item.size, event.seconds)}`;
      case 'skipped':
        return `${event.item.source} --> TARGET VALID (${event.reason})`;
      case 'planned-file':
        return `${event.item.source} -> ${event.item.destination}${event.replaces ? ' (replaced)' : ''}`;
      case 'summary': {
        const {copied, skipped, files, dryRun} = event.summary;
        return dryRun ? undefined : `Successful jobs (total): ${copied + skipped}/${files}`;
      }
      default:
        return undefined;
    }
  }

  #talk(event: CopyEvent): string | undefined {
    switch (event.kind) {
      case 'note':
        return event.text;
      case 'planned':
        this.#files = event.files;
        return event.files > 1 ? `${counted(event.files, 'file')}, ${formatBytes(event.bytes)}` : undefined;
      case 'done':
        return event.warning === undefined ? undefined : `${event.item.destination}: ${event.warning}`;
      case 'failed': {
        const {failure, item} = event;
        return `${this.#job(item.id)} >>> STATUS ERROR : ${item.source}\n  ${failure.step}: ${failure.reason}`;
      }
      default:
        return undefined;
    }
  }

  #job(id: number): string {
    return `jobID: ${id}/${this.#files}`;
  }
}
