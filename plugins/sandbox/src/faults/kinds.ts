/**
 * What an argument of a fault is. In square brackets it may be left out.
 * `TIME`: 30ms, 2s, 15m; `BYTES`: 500, 64K, 1M; `SE`: a storage element, DISK1 or its whole name.
 */
export type Argument = 'TIME' | 'SE' | 'BYTES' | '[COMMAND]' | '[POINTS]';

/** One thing that can be made to go wrong. Help, documentation and tests are made of these. */
export interface FaultKind {
  readonly name: string;
  readonly args: readonly Argument[];
  /** It happens at single occasions, which can be counted. */
  readonly counted?: true;
  readonly meaning: string;
}

export const FAULTS = [
  {
    name: 'throttle',
    args: ['[POINTS]'],
    meaning:
      'the throttle of the real service: a login counts 10, a command or logout 1, and above 100 each command first sleeps a millisecond for every point; POINTS to start with',
  },
  {
    name: 'latency',
    args: ['TIME'],
    meaning:
      'so much time for a round trip to the central service; new connections pay for their handshakes too',
  },
] as const satisfies readonly FaultKind[];

export type FaultName = (typeof FAULTS)[number]['name'];

/** The kind of that name. */
export function kindOf(name: string): (FaultKind & {readonly name: FaultName}) | undefined {
  return FAULTS.find((kind) => kind.name === name);
}

/** How a fault is written: `silence [COMMAND]`. */
export function usageOf({name, args}: FaultKind): string {
  return [name, ...args].join(' ');
}
