/** What is asked: the words after the command, or more than that. `$DIR`, `$GUID` and `$LAST.key` are filled in. */
export type Case = readonly string[] | Asked;

export interface Asked {
  /** Who asks, if not `demo`. */
  readonly user?: string;
  /** Another command than the one that is being shown, to prepare or to look at what it did. */
  readonly command?: string;
  readonly words: readonly string[];
}

/** The cases of some commands, by what they show. Two more are added to each: no words, and unknown options. */
export type Cases = Readonly<Record<string, Readonly<Record<string, Case>>>>;

/** The same, asked by somebody else. */
export function by(user: string, ...words: readonly string[]): Asked {
  return {user, words};
}

/** Another command, in between. */
export function first(command: string, ...words: readonly string[]): Asked {
  return {command, words};
}
