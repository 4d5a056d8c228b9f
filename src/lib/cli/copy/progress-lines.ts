import type {CopyEvent} from '../../copy/model/events.ts';
import {formatSpeed} from './progress-format.ts';
import {counted} from '../../words/counted.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import {type CopyJob, CopyJobs} from './copy-jobs.ts';
import type {CopyReporter} from './reporter.ts';
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
  readonly #jobs = new CopyJobs();
  readonly tellsFailures: boolean;
  /** of this turn of the event loop: of small files there are many, and each write may wake who reads them */
  #lines: string[] = [];

  constructor(out: Output, options: LineOptions) {
    this.#out = out;
    this.#options = options;
    this.tellsFailures = options.talk;
  }

  onEvent(event: CopyEvent): void {
    if (event.kind === 'planned') this.#jobs.plan(event.files);
    if (event.kind === 'started') this.#started(this.#jobs.start(event));
    else if (event.kind === 'done') this.#done(event);
    else if (event.kind === 'failed') this.#failed(event);
    else if (event.kind === 'summary') this.#summary(event);
    else {
      if (event.kind === 'skipped') this.#jobs.skip();
      this.#line(this.#factLine(event));
      this.#note(this.#talk(event));
    }
  }

  close(): Promise<void> {
    this.#write();
    return Promise.resolve();
  }

  #started(job: CopyJob | undefined): void {
    if (job) this.#line(`${this.#name(job)} >>> Start`);
  }

  #done(event: CopyEvent & {kind: 'done'}): void {
    const {done, failed, isNew} = this.#jobs.finish(event);
    const {item, bytes = item.size, seconds} = event;
    if (isNew) this.#started(done[0]);
    for (const job of failed)
      this.#note(`${this.#name(job)} >>> STATUS ERROR : ${item.source} to ${job.se ?? item.destination}`);
    for (const job of done)
      this.#line(`${this.#name(job)} >>> STATUS OK >>> SPEED ${formatSpeed(bytes, seconds)}`);
  }

  #failed({item, failure}: CopyEvent & {kind: 'failed'}): void {
    const job = this.#jobs.fail(item);
    if (job)
      this.#note(
        `${this.#name(job)} >>> STATUS ERROR : ${item.source}\n  ${failure.step}: ${failure.reason}`,
      );
  }

  #summary({summary}: CopyEvent & {kind: 'summary'}): void {
    if (summary.dryRun || this.#options.onlyChanges) return;
    if (this.#jobs.all === 0) this.#line('No copy jobs to be done!');
    else
      for (const {name, done, all} of this.#jobs.sums())
        this.#line(`Successful jobs (${name}): ${done}/${all}`);
    this.#write();
  }

  #factLine(event: CopyEvent): string | undefined {
    if (event.kind === 'skipped' && !this.#options.onlyChanges)
      return `${event.item.source} --> TARGET VALID (${event.reason})`;
    if (event.kind === 'planned-file')
      return `${event.item.source} -> ${event.item.destination}${event.replaces ? ' (replaced)' : ''}`;
    if (event.kind === 'removed') return `${event.path} --> DELETED`;
    if (event.kind === 'planned-removal') return `${event.path} -> (deleted)`;
    return undefined;
  }

  #talk(event: CopyEvent): string | undefined {
    if (event.kind === 'note') return event.text;
    if (event.kind === 'planned' && event.files > 1 && !this.#options.onlyChanges)
      return `${counted(event.files, 'file')}, ${formatBytes(event.bytes)}`;
    if (event.kind === 'staging') return `STAGING : ${event.item.source} (from tape; this may take hours)`;
    return undefined;
  }

  #name({id}: CopyJob): string {
    return `jobID: ${id}/${this.#jobs.all}`;
  }

  #line(text: string | undefined): void {
    if (text === undefined || !this.#options.jobLines) return;
    if (this.#lines.length === 0) setImmediate(() => this.#write());
    this.#lines.push(text);
  }

  #write(): void {
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    this.#out.line(lines.join('\n'));
  }

  #note(text: string | undefined): void {
    if (text === undefined || !this.#options.talk) return;
    this.#write(); // what happened before stands before it
    this.#out.note(text);
  }
}
