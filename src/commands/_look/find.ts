import {Args} from '@oclif/core';
import {choiceFlags, serviceFlags} from '../../lib/cli/find/find-flags.ts';
import {FindChoice, mergeChoices} from '../../lib/cli/find/find-choice.ts';
import {FoundPrinter} from '../../lib/cli/find/found-printer.ts';
import {splitPattern, type Where} from '../../lib/cli/find/split-pattern.ts';
import {isNamePattern, unixSelection} from '../../lib/cli/find/unix-terms.ts';
import {selectionFrom} from '../../lib/cli/copy/selection-flags.ts';
import {serviceNames} from '../../lib/cli/relay/name-words.ts';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {type Differing, serverWords} from '../../lib/cli/relay/server-words.ts';
import {joinValues, typedValue} from '../../lib/cli/words/legacy-arguments.ts';
import {type FindPage, findPages} from '../../lib/catalogue/find-pages.ts';
import {gridNames, resolveLfns} from '../../lib/catalogue/lookup.ts';
import type {SelectionRequest} from '../../lib/copy/model/selection-request.ts';
import {Selection} from '../../lib/copy/selection/selection.ts';
import {UserError} from '../../lib/errors/errors.ts';
import type {Lfn} from '../../lib/paths/lfn.ts';
import {parts} from '../../lib/flow/parts.ts';
import {freshOptions} from '../../lib/session/retry/fresh-find.ts';

const DIFFERING: Differing = {
  long: ({human}) => (human ? [] : ['-w']),
  human: () => ['-wh'], // alone it would ask for help
  fresh: ({limit, collection}) => freshOptions(limit !== undefined || collection === undefined),
};

/** Hits that are looked at in one go: what is made of them takes more memory than they do. */
const PART = 1000;

export default class Find extends RelayCommand {
  static override description =
    'Find files below a grid directory, one LFN a line. The pattern matches anywhere in the path; * crosses slashes.';
  static override examples = [
    "<%= config.bin %> find /alice/data/2024 '*.root'",
    "<%= config.bin %> find '/alice/data/2024/5*/AO2D.root'",
    "<%= config.bin %> find -r results '.*/run[0-9]+/.*'",
    "<%= config.bin %> find results -name '*.root' -size +10M",
  ];
  static override readonly completes = {collection: 'lfn'} as const;
  static override args = {
    directory: Args.string({
      description:
        'where to look, for all files if there is no pattern; or directory and pattern in one word',
      required: true,
    }),
    pattern: Args.string({description: 'what to look for (* any text, _ any character)'}),
    condition: Args.string({description: 'Tag:condition, for -y only'}),
  };
  static override flags = {...serviceFlags, ...choiceFlags};

  /** The class whose flags are read. */
  protected get declared(): typeof Find {
    return Find;
  }

  /** The exit code where nothing is found. */
  protected get codeForNothing(): number {
    return 0;
  }

  /** The words of the command line, each option with its own value, even where that begins with a dash. */
  async typed() {
    const {declared} = this;
    const known = {...declared.flags, ...declared.baseFlags};
    const {flags, args} = await this.parse(declared, joinValues(this.argv, known));
    return {args, flags: {...flags, size: flags.size === undefined ? undefined : typedValue(flags.size)}};
  }

  protected async execute(): Promise<void> {
    const {args, flags} = await this.typed();
    const [name = ''] = gridNames(serviceNames('find', [args.directory]));
    const where = splitPattern(name, args.pattern);
    const request = choiceOf(flags);
    const isChosen = Object.keys(request).length > 0 || flags.type !== undefined;
    const isOfService = flags.collection !== undefined || flags.newest || flags.count;
    if (isChosen && isOfService) {
      throw new UserError('-x, -y and -c are for all that the service finds, not for a choice among it.');
    }
    if (isOfService || (this.context.form === 'raw' && !isChosen)) {
      const {condition} = args;
      const argv = [where.directory, where.pattern, ...(condition === undefined ? [] : [condition])];
      const words = serverWords({flags: serviceFlags, args: Find.args}, {flags, argv}, DIFFERING);
      return this.send({command: 'find', options: [...(this.table ? ['-f'] : []), ...words]});
    }
    const choice = isChosen ? new FindChoice(request, flags.type, flags) : undefined;
    await this.#show(where, request, flags, choice);
  }

  async #show(
    where: Where,
    request: SelectionRequest,
    flags: FindFlags,
    choice: FindChoice | undefined,
  ): Promise<void> {
    const {limit, offset, ...others} = flags;
    const isLong = flags.long || flags.human;
    const told = {...others, directories: flags.directories || flags.type === 'd'};
    const options = serverWords({flags: serviceFlags}, {flags: told}, DIFFERING);
    // With -w its results hold enough to choose by, and with -f they are not long.
    const needsFields = this.table !== undefined || (choice && !isLong);
    const wantsText = isLong || this.table?.columns?.includes('message') || this.isJson;
    const pages = findPages(this.grid, {
      options: needsFields ? ['-f', ...options.filter((word) => word !== '-f')] : options,
      directory: where.directory,
      pattern: narrowed(where.pattern, request, flags),
      want: wantsText ? 'both' : 'keys',
      isUnsorted: flags.unsorted || flags.site !== undefined,
      ...(!choice && {limit, offset}),
      signal: this.signal,
    });
    const printer = new FoundPrinter(this.out, isLong ? 'message' : 'lfn', this.table);
    let last: FindPage | undefined;
    let base: Lfn | undefined;
    for await (const {answer, failure} of pages) {
      const {metadata, results} = answer;
      last = {answer: {metadata, results: []}, ...(failure && {failure})}; // while the next one comes, it is let go
      if (failure) break;
      // Where relative names start, the answer has told.
      if (choice && base === undefined)
        [base] = await resolveLfns(this.grid, [where.directory], {signal: this.signal});
      for (const some of parts(results, PART))
        await printer.add(choice && base ? choice.of(some, base) : some);
      const warning = metadata.error.trim();
      if (warning !== '') this.out.note(warning);
      if (choice?.isComplete) break;
    }
    if (last) this.setExitCode(printer.end(last) || (printer.isEmpty ? this.codeForNothing : 0));
  }
}

type FindFlags = Awaited<ReturnType<Find['typed']>>['flags'];

function choiceOf(flags: FindFlags): SelectionRequest {
  // What the service does itself is not done again.
  const own = {...flags, name: undefined, limit: undefined, offset: undefined, jobid: undefined};
  const request = selectionFrom({...own, site: undefined, 'server-exclude': undefined});
  return mergeChoices(request, unixSelection(flags));
}

/** A pattern by which the service finds all that is wanted, and less of what is not. */
function narrowed(pattern: string, request: SelectionRequest, {name, regex}: FindFlags): string {
  if (pattern !== '*' || regex) return pattern;
  if (name !== undefined && isNamePattern(name) && !/[[\\]/.test(name)) return name.replaceAll('?', '_');
  return new Selection(request).findOptions.pattern ?? pattern;
}
