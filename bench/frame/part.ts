import type {Table} from './table.ts';

/** How a part is to be measured. */
export interface Plan {
  /** Small amounts and one round, to see that all works: no figures. */
  readonly short: boolean;
  /** The program `alien.py`; undefined where it is not to be had. */
  readonly peer: string | undefined;
  /** So many rounds at most. */
  readonly rounds: number;
  /** ms for the rounds of this part */
  readonly within: number;
  /** Ends it between two commands. */
  readonly signal: AbortSignal;
}

/** What one table of docs/performance.md tells. */
export interface Part {
  /** The name behind `--only`, and that of the marks in the page. */
  readonly name: string;
  readonly title: string;
  /** What its rounds may take on a quiet machine. */
  readonly minutes: number;
  measure(plan: Plan): Promise<Table>;
}
