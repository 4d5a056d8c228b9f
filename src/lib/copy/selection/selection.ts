import {basename} from 'node:path/posix';
import {UserError} from '../../errors/errors.ts';
import {matchesGlob} from './glob.ts';
import {parseNameGrammar} from './name-grammar.ts';
import {parseBytes, parseTime} from './quantity.ts';
import type {SelectionRequest} from '../model/selection-request.ts';
import {compileRegex, testAll} from './user-regex.ts';

/** What is known of a file that may be copied. */
export interface Candidate {
  /** the full path, local or on the grid */
  readonly path: string;
  /** below the source; the name, for a source that is a file */
  readonly relative: string;
  /** bytes */
  readonly size: number;
  readonly changed: Date | undefined;
  /** what only the catalogue knows */
  readonly owner?: string;
  readonly group?: string;
  readonly jobId?: string | undefined;
}

type Test = (candidate: Candidate) => boolean;

interface Expression {
  readonly regex: RegExp;
  readonly of: 'path' | 'relative';
  /** whether a file must match, or must not */
  readonly wanted: boolean;
}

/** A checked choice of files, ready to be used on what was found. */
export class Selection {
  readonly #request: SelectionRequest;
  readonly #tests: readonly Test[];
  readonly #expressions: readonly Expression[];

  /** @throws {UserError} 22 for a bad value, 64 for a bad regular expression */
  constructor(request: SelectionRequest = {}) {
    this.#request = request;
    this.#tests = testsOf(request);
    this.#expressions = expressionsOf(request);
  }

  /** Everything is meant. */
  get isEverything(): boolean {
    return Object.values(this.#request).every((value) => value === undefined || isEmptyList(value));
  }

  /** For the server's `find`: what it alone can decide, and what makes its answer shorter. */
  get findOptions(): {readonly pattern?: string; readonly site?: string; readonly extra: readonly string[]} {
    const {glob, serverExclude, site, jobId} = this.#request;
    // The server looks for its pattern anywhere in the path, so its answer holds all that is wanted, and more.
    const pattern = glob === undefined || glob.includes('\\') ? undefined : glob.replaceAll('?', '_');
    const extra = [
      ...(jobId === undefined ? [] : ['-j', jobId]),
      ...(serverExclude === undefined ? [] : ['-e', serverExclude]),
    ];
    return {...(pattern !== undefined && {pattern}), ...(site !== undefined && {site}), extra};
  }

  /** @throws {UserError} 22 where the choice needs what only the catalogue knows */
  refuseForLocalFiles(): void {
    const {user, group, jobId, serverExclude, site} = this.#request;
    const options = {'--user': user, '--group': group, '--jobid': jobId, '-e': serverExclude, '--site': site};
    const given = Object.entries(options).find(([, value]) => value !== undefined)?.[0];
    if (given === undefined) return;
    throw new UserError(
      `${given} chooses by what only the catalogue knows: it does not work for local files.`,
      {
        next: [
          'For local files use --glob, --select, --name, --exclude, and the limits of size, depth and time.',
        ],
      },
    );
  }

  /**
   * Choose among all that was found.
   * @returns the places in `candidates` of those that are meant
   * @throws {UserError} 64 for a regular expression that takes too long
   */
  choose(candidates: readonly Candidate[]): number[] {
    let chosen = [...candidates.entries()].filter(([, each]) => this.#tests.every((test) => test(each)));
    for (const {regex, of, wanted} of this.#expressions) {
      const matches = testAll(
        regex,
        chosen.map(([, each]) => each[of]),
      );
      chosen = chosen.filter((_, index) => matches[index] === wanted);
    }
    const {limit, offset = 0, site} = this.#request;
    if (limit === undefined && offset === 0) return chosen.map(([index]) => index);
    // The server's order differs from time to time, unless it is one by distance.
    if (site === undefined) chosen.sort(([, a], [, b]) => (a.path < b.path ? -1 : 1));
    return chosen.slice(offset, limit === undefined ? undefined : offset + limit).map(([index]) => index);
  }
}

function testsOf(request: SelectionRequest): Test[] {
  const {glob, name, exclude = [], minDepth = 0, maxDepth = Infinity, user, group, jobId} = request;
  const size = range(request.minSize, request.maxSize, parseBytes, ['--minsize', '--maxsize']);
  const time = range(request.minTime, request.maxTime, parseTime, ['--min-ctime', '--max-ctime']);
  if (minDepth > maxDepth) throw emptyRange('--mindepth', '--maxdepth');
  const tests: (Test | false)[] = [
    glob !== undefined && globTest(glob),
    name !== undefined && nameTest(parseNameGrammar(name)),
    exclude.length > 0 && (({relative}) => !exclude.some((text) => relative.includes(text))),
    size !== undefined && ((each) => size(each.size)),
    time !== undefined && (({changed}) => changed !== undefined && time(changed.getTime())),
    ({relative}) => isWithin(relative.split('/').length - 1, minDepth, maxDepth),
    user !== undefined && (({owner}) => owner === user),
    group !== undefined && ((each) => each.group === group),
    jobId !== undefined && ((each) => each.jobId === jobId),
  ];
  return tests.filter((test) => test !== false);
}

function expressionsOf({select, excludeRegex = []}: SelectionRequest): Expression[] {
  const expressions: Expression[] = excludeRegex.map((source) => ({
    regex: compileRegex(source, '--exclude_re'),
    of: 'relative',
    wanted: false,
  }));
  if (select !== undefined)
    expressions.push({regex: compileRegex(select, '--select'), of: 'path', wanted: true});
  return expressions;
}

function globTest(glob: string): Test {
  const forName = !glob.includes('/');
  return ({relative}) => matchesGlob(glob, relative) || (forName && matchesGlob(glob, basename(relative)));
}

function nameTest(isMeant: (name: string) => boolean): Test {
  return ({relative}) => isMeant(basename(relative));
}

function range(
  from: string | undefined,
  to: string | undefined,
  parse: (text: string, option: string) => number,
  [fromOption, toOption]: readonly [string, string],
): ((value: number) => boolean) | undefined {
  if (from === undefined && to === undefined) return undefined;
  const least = from === undefined ? -Infinity : parse(from, fromOption);
  const most = to === undefined ? Infinity : parse(to, toOption);
  if (least > most) throw emptyRange(fromOption, toOption);
  return (value) => isWithin(value, least, most);
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function emptyRange(from: string, to: string): UserError {
  return new UserError(`${from} is more than ${to}: no file can match.`);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
