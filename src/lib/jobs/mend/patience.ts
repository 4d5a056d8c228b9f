import {type AlienError, NetworkError, ServerError} from '../../errors/errors.ts';
import {pause} from '../../flow/within.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {submitJob} from '../jobs.ts';
import {newestJob} from '../submission/send.ts';
import type {MendOptions} from './events.ts';
import {QUOTA_EXCEEDED} from './resubmit.ts';

const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 600_000;

/**
 * Submit a job in the place of another, once: where the answer is lost, the queue is looked through for it. A refusal is
 * about this job alone.
 */
export async function submitPatiently(
  grid: Requester,
  former: string,
  jdl: Jdl,
  patience: Patience,
  signal: AbortSignal,
): Promise<string | AlienError> {
  for (;;) {
    try {
      return await submitJob(grid, jdl.toString(), [], {signal});
    } catch (error) {
      if (error instanceof NetworkError && !signal.aborted) {
        const made = await newestJob(
          grid,
          (other, id) => isLater(id, former) && isSameWork(other, jdl),
          signal,
        );
        if (made !== undefined) return made;
      }
      if (!(error instanceof ServerError)) throw error;
      if (!/quota|may have \d+|has used up/i.test(error.message)) return error;
      await patience.wait(1, new ServerError(error.message, {exitCode: QUOTA_EXCEEDED}));
    }
  }
}

function isLater(id: string, former: string): boolean {
  return BigInt(id) > BigInt(former);
}

/** The same program with the same words writes to the same place. */
function isSameWork(one: Jdl, other: Jdl): boolean {
  return ['Executable', 'Arguments', 'OutputDir'].every((key) => one.text(key) === other.text(key));
}

/** Waits for a quota, twice as long each time, until the patience is at its end. */
export class Patience {
  readonly #options: MendOptions;
  #left: number;
  #next = FIRST_WAIT;

  constructor(options: MendOptions) {
    this.#options = options;
    this.#left = options.patience;
  }

  async wait(open: number, refusal: ServerError): Promise<void> {
    if (this.#left <= 0) {
      throw new ServerError(refusal.message, {
        exitCode: QUOTA_EXCEEDED,
        next: [
          'Run the same command again later: what was done is remembered.',
          '`alien quota` shows the quotas.',
        ],
      });
    }
    const ms = Math.min(this.#next, this.#left);
    this.#options.onEvent({kind: 'quota', left: open, wait: ms});
    await (this.#options.pause ?? pause)(ms, this.#options.signal);
    this.#left -= ms;
    this.#next = Math.min(this.#next * 2, LONGEST_WAIT);
  }
}
