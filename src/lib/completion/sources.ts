/** A name, and what it is. */
export interface Named {
  readonly name: string;
  readonly summary?: string;
}

/** Where names come from. All lists may be some seconds old; what fails or takes too long throws. */
export interface Sources {
  /**
   * What is in a directory on the grid, one level; names of directories end with a slash.
   * @param directory as it is typed: `~/x/`, `%ALIEN/`, `/alice/`, relative, or empty
   */
  gridDirectory(directory: string): Promise<readonly string[]>;
  /** The same on this machine; empty where it cannot be read. */
  localDirectory(directory: string): readonly string[];
  /** names of storage elements */
  elements(): Promise<readonly Named[]>;
  /** names of computing elements */
  computingElements(): Promise<readonly Named[]>;
  /** one's own jobs, the newest first */
  jobs(): Promise<readonly Named[]>;
  /** accounts with jobs */
  users(): Promise<readonly Named[]>;
  /** words of the user's own that stand for a line when they are the first of a command */
  aliases(): ReadonlyMap<string, string>;
  /** commands that the central service knows */
  serverCommands(): Promise<readonly Named[]>;
}
