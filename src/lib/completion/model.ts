/** What may stand in a place of a command line. */
export type Kind =
  /** a name on the grid; `lfn-directory`: of a directory */
  | 'lfn'
  | 'lfn-directory'
  /** a name on this machine */
  | 'local'
  | 'local-directory'
  /** either side of a copy */
  | 'copy'
  | 'element'
  | 'computing-element'
  | 'job'
  | 'state'
  | 'user'
  /** a command of ours, and what may stand behind it */
  | 'command'
  | 'setting'
  /** a word of the user's own that stands for a line */
  | 'alias'
  /** what cannot be known */
  | 'nothing';

/** A kind, or the only words that may stand there. */
export type Slot = Kind | readonly string[];

/** By name of an operand or a flag. */
export type Completes = Readonly<Record<string, Slot>>;

export interface FlagModel {
  /** without dashes: `long`, and other names for it */
  readonly names: readonly string[];
  /** letters: `l` */
  readonly letters: readonly string[];
  readonly summary: string;
  /** what its value is; undefined where it has none */
  readonly value: Slot | undefined;
  /** it may be given several times */
  readonly repeats: boolean;
}

export interface CommandModel {
  /** `ls`, `config get` */
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagModel[];
  readonly operands: readonly Slot[];
  /** the last operand may come any number of times */
  readonly repeats: boolean;
}

/** Something that fits. */
export interface Candidate {
  /** the whole word, without quotes; it begins with what was typed */
  readonly word: string;
  readonly summary?: string;
  /** More of the same word is going to follow, as behind a directory: no blank yet. */
  readonly isOpen: boolean;
}

/** What may come next. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** the shell knows best what fits: its own completion of names on this machine */
  readonly order?: 'files' | 'directories';
}

export const NOTHING: Completion = {candidates: []};
