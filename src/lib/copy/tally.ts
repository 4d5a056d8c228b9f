import type {AlienError} from '../errors/errors.ts';
import type {CopyDirection, CopyEvent, CopyFailure, CopyItem, CopyStep, CopySummary} from './model/events.ts';
import type {Outcome} from './model/outcome.ts';

/** Counts what happened to each file, and tells it. */
export class Tally {
  readonly #emit: (event: CopyEvent) => void;
  readonly #start = performance.now();
  readonly #failures: CopyFailure[] = [];
  readonly #warnings: string[] = [];
  #copied = 0;
  #skipped = 0;
  #removed = 0;
  #notVerified = 0;
  #bytes = 0;

  constructor(emit: (event: CopyEvent) => void) {
    this.#emit = emit;
  }

  outcome(item: CopyItem, outcome: Outcome): void {
    if (outcome.kind === 'skipped') {
      this.#skipped += 1;
      this.#emit({kind: 'skipped', item, reason: outcome.reason});
      return;
    }
    this.#copied += 1;
    this.#bytes += ('bytes' in outcome ? outcome.bytes : undefined) ?? item.size;
    if (outcome.kind === 'planned') {
      this.#emit({kind: 'planned-file', item, replaces: outcome.replaces});
      return;
    }
    const {seconds, verified, bytes, replicas, warning} = outcome;
    if (!verified) this.#notVerified += 1;
    if (warning !== undefined) this.#warnings.push(`${item.destination}: ${warning}`);
    this.#emit({
      kind: 'done',
      item,
      seconds,
      verified,
      ...(replicas && {replicas}),
      ...(bytes !== undefined && {bytes}),
      ...(warning !== undefined && {warning}),
    });
  }

  warning(text: string): void {
    this.#warnings.push(text);
  }

  removal(path: string, isDryRun: boolean): void {
    this.#removed += 1;
    this.#emit({kind: isDryRun ? 'planned-removal' : 'removed', path});
  }

  /** Files that failed so far. */
  get failed(): number {
    return this.#failures.length;
  }

  failure(item: CopyItem, step: CopyStep, error: AlienError): void {
    const {source, destination} = item;
    const failure = {
      source,
      destination,
      step,
      reason: error.message,
      next: error.next,
      exitCode: error.exitCode,
    };
    this.#failures.push(failure);
    this.#emit({kind: 'failed', item, failure});
  }

  /** Count the files and say that it is over. */
  summary(direction: CopyDirection, files: number, dryRun: boolean, aborted: boolean): CopySummary {
    const summary: CopySummary = {
      direction,
      dryRun,
      files: Math.max(files, this.#copied + this.#skipped + this.#failures.length),
      copied: this.#copied,
      skipped: this.#skipped,
      failed: this.#failures.length,
      removed: this.#removed,
      notVerified: this.#notVerified,
      bytes: this.#bytes,
      seconds: (performance.now() - this.#start) / 1000,
      aborted,
      failures: this.#failures,
      warnings: this.#warnings,
    };
    this.#emit({kind: 'summary', summary});
    return summary;
  }
}
