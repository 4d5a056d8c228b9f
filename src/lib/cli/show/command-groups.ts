interface Group {
  readonly heading: string;
  /** one word for it, where there is little room */
  readonly word: string;
  /** what most people need, for the first screen of the help */
  readonly common: readonly string[];
}

/** The groups of verbs, in the order of the help. The keys are the folders of `src/commands`, without their `_`. */
export const GROUPS: Readonly<Record<string, Group>> = {
  look: {
    heading: 'LOOK AROUND ON THE GRID',
    word: 'Look',
    common: ['ls', 'find', 'cat', 'less', 'grep', 'stat', 'whereis', 'du', 'pwd', 'cd', 'run'],
  },
  change: {
    heading: 'CHANGE WHAT IS ON THE GRID',
    word: 'Change',
    common: ['mkdir', 'rmdir', 'rm', 'mv', 'touch', 'edit', 'chmod', 'chown'],
  },
  copy: {heading: 'COPY FILES', word: 'Copy', common: ['cp', 'sync']},
  jobs: {
    heading: 'JOBS',
    word: 'Jobs',
    common: ['submit', 'jobs', 'ps', 'kill', 'resubmit', 'masterjob', 'uptime'],
  },
  storage: {
    heading: 'STORAGE ELEMENTS',
    word: 'Storage',
    common: ['listSEs', 'mirror', 'xrdstat', 'setSite'],
  },
  account: {heading: 'YOUR ACCOUNT', word: 'Account', common: ['whoami', 'user', 'fquota', 'jquota']},
  credentials: {
    heading: 'CERTIFICATES AND TOKENS',
    word: 'Login',
    common: ['token-init', 'token-info', 'cert-info', 'cert'],
  },
  program: {
    heading: 'THIS PROGRAM',
    word: 'Program',
    common: ['doctor', 'config', 'batch', 'sandbox', 'version'],
  },
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
    return group in GROUPS ? group : LAST;
  };
  return Object.entries(GROUPS).flatMap(([group, {heading}]) => {
    const mine = commands.filter((command) => groupOf(command) === group);
    return mine.length === 0 ? [] : [{heading, commands: mine}];
  });
}
