import {Flags} from '@oclif/core';

/** What an agent is started with. */
export const agentFlags = {
  workers: Flags.integer({
    description: 'processes, each of which does one command at a time',
    helpValue: 'N',
    default: 2,
    min: 1,
    max: 64,
  }),
  idle: Flags.integer({
    description: 'minutes without a command after which it ends',
    helpValue: 'MINUTES',
    default: 30,
    min: 1,
    max: 1440,
  }),
};

/** The same as words of a command line. */
export function agentWords({workers, idle}: {readonly workers: number; readonly idle: number}): string[] {
  return [`--workers=${workers}`, `--idle=${idle}`];
}
