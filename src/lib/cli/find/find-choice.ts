import {entryFrom} from '../../catalogue/entry.ts';
import type {SelectionRequest} from '../../copy/model/selection-request.ts';
import {type Candidate, Selection} from '../../copy/selection/selection.ts';
import {UserError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Result} from '../../session/requests/answer.ts';

/** `--type` */
type Kind = 'f' | 'd' | undefined;

/** A choice among the hits of `find`, page by page, and the window that is shown of what is chosen. */
export class FindChoice {
  readonly #selection: Selection;
  readonly #kind: Kind;
  #skip: number;
  #left: number;

  /**
   * @param window how many of the chosen hits are left out first, and how many are shown
   * @throws {UserError} 22 for a bad value, 64 for a bad regular expression
   */
  constructor(
    request: SelectionRequest,
    kind: Kind,
    {
      offset = 0,
      limit = Infinity,
    }: {readonly offset?: number | undefined; readonly limit?: number | undefined},
  ) {
    this.#selection = new Selection(request);
    this.#kind = kind;
    this.#skip = offset;
    this.#left = limit;
  }

  /** All that is wanted has been chosen. */
  get isComplete(): boolean {
    return this.#left <= 0;
  }

  /** The hits of one page that are meant. @param base the directory that was searched @throws {UserError} 64 for a regular expression that takes too long */
  of(results: readonly Result[], base: Lfn): Result[] {
    const known = results.flatMap((result) => {
      const candidate = this.#candidate(result, base);
      return candidate ? [{result, candidate}] : [];
    });
    const chosen = this.#selection
      .choose(known.map(({candidate}) => candidate))
      .flatMap((index) => known.slice(index, index + 1).map(({result}) => result));
    const shown = chosen.slice(this.#skip, this.#skip + this.#left);
    this.#skip = Math.max(0, this.#skip - chosen.length);
    this.#left -= shown.length;
    return shown;
  }

  #candidate(result: Result, base: Lfn): Candidate | undefined {
    const entry = entryFrom(result);
    if (entry === undefined || entry.lfn === base) return undefined;
    if (this.#kind !== undefined && (entry.type === 'd') !== (this.#kind === 'd')) return undefined;
    const {lfn: path, size, changed, owner, group, jobId} = entry;
    const start = base === '/' ? 1 : base.length + 1;
    return {path, relative: path.slice(start), size, changed, owner, group, jobId};
  }
}

/** @throws {UserError} 22 where two of them would each be the one expression */
export function mergeChoices(one: SelectionRequest, other: SelectionRequest): SelectionRequest {
  const twice = Object.keys(one).filter((key) => key in other);
  if (twice.length === 0) return {...one, ...other};
  const names = twice.includes('select') ? '--name and --select' : '--size and --minsize or --maxsize';
  throw new UserError(`Choose by one of ${names}.`);
}
