import {carryOut} from './carry-out.ts';
import type {CopyEvent, CopySummary} from './model/events.ts';
import {mendEarlier} from './replace/mend-replacements.ts';
import {planCopy} from './plan/plan-copy.ts';
import type {Comparison} from './model/comparison.ts';
import type {CopyRequest} from './model/request.ts';
import type {CopyServices} from './services.ts';
import {Tally} from './tally.ts';

/** How a copy is watched and stopped. */
export interface CopyOptions {
  /** breaks the copy off: transfers are cancelled, what is incomplete is removed, the summary is still made */
  readonly signal?: AbortSignal;
  /** told of everything that happens, in order; must not throw */
  readonly onEvent?: (event: CopyEvent) => void;
}

/**
 * Copy files and directories between this machine and the grid.
 *
 * The plan is made first; then each file goes on its own through envelope, transfer and registration, so many
 * are under way at once and each is complete by itself. Nothing at a destination is lost before its replacement
 * is safe. Failures of single files are in the summary.
 * @returns what was done, also after an abort
 * @throws {UserError} for operands that make no sense and sources that are not there
 * @throws {ServerError} {NetworkError} while the plan is made, before anything is changed
 */
export async function copy(
  request: CopyRequest,
  services: CopyServices,
  {signal = new AbortController().signal, onEvent = () => undefined}: CopyOptions = {},
): Promise<CopySummary> {
  // eslint-disable-next-line no-restricted-properties -- the default for scripts
  const cwd = services.cwd ?? process.cwd();
  const tally = new Tally(onEvent);
  if (!request.dryRun) await mendEarlier(services, signal, (text) => onEvent({kind: 'note', text}));
  const begun = services.begun?.open();
  const planned = await planCopy(request, services.grid, cwd, signal, begun);
  const manner = {settings: request, comparison: comparisonOf(request), signal, onEvent};
  if (request.dryRun) return await carryOut(planned, manner, services, tally);
  let isComplete = false;
  begun?.begin();
  try {
    const summary = await carryOut(planned, manner, services, tally);
    isComplete = summary.failed === 0 && !summary.aborted;
    return summary;
  } finally {
    begun?.end(isComplete);
  }
}

function comparisonOf({force, sizeOnly, keepExisting}: CopyRequest): Comparison {
  if (keepExisting) return 'existence';
  if (force) return 'md5';
  return sizeOnly ? 'size' : 'time';
}
