import assert from 'node:assert/strict';
import type {EntryWanted} from './witness.ts';

/** What must be seen of one command. What is not named must not be there: no text, no error, exit code 0. */
export interface Expectation {
  readonly code?: number;
  /** standard output without blank ends; a list is lines */
  readonly out?: Text;
  /** standard error likewise */
  readonly err?: Text;
  /** the answer in JSON on standard output: at least these keys with these values */
  readonly json?: object;
  /** keep the first group of the pattern `out` under this name, for `{name}` in the words of later commands */
  readonly keep?: string;
  /** afterwards in the catalogue, and on the storage elements; names below the user's home; `null`: not there */
  readonly grid?: Readonly<Record<string, EntryWanted | null>>;
  /** afterwards in the local directory; `null`: not there */
  readonly local?: Readonly<Record<string, string | RegExp | null>>;
  /** the expectation describes a fault of the official client, which is this one */
  readonly peerAtFault?: string;
  /** what the command reads */
  readonly stdin?: string;
  /** variables for this command */
  readonly env?: Readonly<Record<string, string>>;
  /** who runs it, `demo` otherwise */
  readonly user?: string;
}

export type Text = string | RegExp | readonly string[];

/** Text as it must be, character by character, or by a pattern. */
export function expectText(what: string, actual: string, wanted: Text = ''): void {
  if (wanted instanceof RegExp) assert.match(actual, wanted, `${what} does not fit ${wanted}:\n${actual}`);
  else assert.equal(actual, typeof wanted === 'string' ? wanted : wanted.join('\n'), `${what}:\n${actual}`);
}

/** What `cp` says at its end when all of its jobs went well at the first try; they count replicas for uploads. */
export function copied(jobs: number): RegExp {
  return new RegExp(`STATUS OK[^]*Successful jobs \\(1st try\\): ${jobs}/${jobs}$`);
}
