import {setImmediate} from 'node:timers/promises';

/** How often contestants take turns. */
export interface Rounds {
  /** So many rounds at most. */
  readonly atMost: number;
  /** ms; no round begins that would not end within them, but for the first one */
  readonly within: number;
  /** Rounds in front that do not count: 1 where nothing else is said. */
  readonly warmUp?: number;
  readonly signal?: AbortSignal;
}

/**
 * Rounds in which every contestant has its turn, so that all meet the same machine.
 * @returns what each round gave, by contestant
 */
export async function takeTurns<Sample>(
  contests: Readonly<Record<string, () => Sample | Promise<Sample>>>,
  {atMost, within, warmUp = 1, signal}: Rounds,
): Promise<Map<string, Sample[]>> {
  const samples = new Map(Object.keys(contests).map((name) => [name, [] as Sample[]]));
  const begun = performance.now();
  let longest = 0;
  for (let round = -warmUp; round < atMost; round++) {
    const start = performance.now();
    if (round > 0 && start - begun + longest > within) break;
    for (const [name, contest] of Object.entries(contests)) {
      // Commands are waited for without a look at signals.
      await setImmediate();
      signal?.throwIfAborted();
      const sample = await contest();
      if (round >= 0) samples.get(name)?.push(sample);
    }
    longest = Math.max(longest, performance.now() - start);
  }
  return samples;
}

/**
 * Takes a sample again where it failed, twice at most: for what gives up by the clock, as launcher and completion do where
 * the machine is busy for a moment.
 */
export async function insist<Sample>(contest: () => Sample | Promise<Sample>, tries = 3): Promise<Sample> {
  for (let left = tries; ; left--) {
    try {
      return await contest();
    } catch (error) {
      if (left <= 1) throw error;
      console.error(`Taken again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
