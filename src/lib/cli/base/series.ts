/** Parts of a prompt that can be switched. */
export interface PromptParts {
  /** the time before it */
  readonly date: boolean;
  /** the directory on this machine behind it */
  readonly pwd: boolean;
}

/** What one command leaves to the next: in a line, in a batch, in a shell. A command of its own has one to itself. */
export class Series {
  /** how the command before ended */
  lastCode = 0;
  /** where the last `cd` has gone to on the grid; undefined: there was none, so it is the home */
  directory: string | undefined;
  /** where it has come from */
  previousDirectory: string | undefined;
  /** the directories on the grid that `pushd` has put aside, the last one first */
  directories: readonly string[] = [];
  /** what the prompt of a shell shows besides account and directory; undefined: as the variables say */
  prompt: PromptParts | undefined;
  /** notes that are not to be said again */
  readonly told = new Set<string>();
  /** the directory of this machine where `lcd` has gone to; undefined: it was not used */
  localDirectory: string | undefined;
  /** batches under way, each of which is a line of the one before */
  batches = 0;
  /** first words that stand for a line which is under way: in it they stand for nothing else than themselves */
  readonly expanding = new Set<string>();
  #end: number | undefined;

  /** The exit code that a command has ended the series with. */
  get end(): number | undefined {
    return this.#end;
  }

  /** Start no more commands. */
  finish(code: number): void {
    this.#end = code;
  }

  /** Start more all the same: the person has thought better of it. */
  reopen(): void {
    this.#end = undefined;
  }
}
