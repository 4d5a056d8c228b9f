/** The groups of verbs, in the order of the help. The keys are the folders of `src/commands`, without their `_`. */
const HEADINGS: Readonly<Record<string, string>> = {
  look: 'LOOK AROUND ON THE GRID',
  change: 'CHANGE WHAT IS ON THE GRID',
  copy: 'COPY FILES',
  jobs: 'JOBS',
  storage: 'STORAGE ELEMENTS',
  account: 'YOUR ACCOUNT',
  credentials: 'CERTIFICATES AND TOKENS',
  program: 'THIS PROGRAM',
};

const LAST = 'program';

/** Commands of one group, and what stands above them in the help. */
export interface CommandGroup<T> {
  readonly heading: string;
  readonly commands: readonly T[];
}

/**
 * Sort commands into their groups. Those of a plugin that are in none, or in one that is not known, are with the
 * program's own.
 */
export function commandGroups<T extends object>(commands: readonly T[]): CommandGroup<T>[] {
  const groupOf = (command: T): string => {
    const group = 'group' in command ? String(command.group) : LAST;
    return group in HEADINGS ? group : LAST;
  };
  return Object.entries(HEADINGS).flatMap(([group, heading]) => {
    const mine = commands.filter((command) => groupOf(command) === group);
    return mine.length === 0 ? [] : [{heading, commands: mine}];
  });
}
