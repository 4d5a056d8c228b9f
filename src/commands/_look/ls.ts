import {Args, Flags} from '@oclif/core';
import {refusal} from '../../lib/catalogue/explain-refusal.ts';
import {FoundPrinter} from '../../lib/cli/find/found-printer.ts';
import {
  type ListGroup,
  type ListWishes,
  listName,
  listOptions,
  listThemselves,
  listTree,
} from '../../lib/cli/list/list-groups.ts';
import {isPattern} from '../../lib/cli/list/list-name.ts';
import {type ListOrder, inOrder} from '../../lib/cli/list/list-order.ts';
import {printGroups} from '../../lib/cli/list/list-printer.ts';
import {listRow} from '../../lib/cli/list/list-row.ts';
import type {Listed} from '../../lib/cli/list/listed.ts';
import {fromList} from '../../lib/cli/list/read-listed.ts';
import {refuseWrongNames, serviceNames} from '../../lib/cli/relay/name-words.ts';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {ignoredFlag} from '../../lib/cli/words/ignored-flag.ts';
import {AlienError, UserError} from '../../lib/errors/errors.ts';
import {type Result, exitCodeOf} from '../../lib/session/requests/answer.ts';

const serviceFlags = {
  long: Flags.boolean({char: 'l', description: 'permissions, owner, size and time too'}),
  all: Flags.boolean({char: 'a', description: 'names that begin with a dot too'}),
  human: Flags.boolean({
    char: 'H',
    charAliases: ['h'],
    description: 'human-readable sizes (implies -l); also -h behind another word',
  }),
  classify: Flags.boolean({char: 'F', description: 'a slash behind directories (always on)', hidden: true}),
  full: Flags.boolean({char: 'c', description: 'full names'}),
  guid: Flags.boolean({char: 'b', description: 'GUIDs of the files'}),
};

const ownFlags = {
  'one-a-line': Flags.boolean({
    aliases: ['1'],
    description: 'one name a line, as always in a pipe; also -1',
  }),
  recursive: Flags.boolean({char: 'R', description: 'all that is below, too'}),
  directory: Flags.boolean({char: 'd', description: 'directories themselves, not what is in them'}),
  'by-time': Flags.boolean({char: 't', description: 'the newest first'}),
  'by-size': Flags.boolean({char: 'S', description: 'the largest first'}),
  reverse: Flags.boolean({char: 'r', description: 'in reverse order'}),
  bulk: ignoredFlag('it has had none before'),
};

export default class Ls extends RelayCommand {
  static override readonly shape: string = 'listing';
  static override description =
    'List grid directories and files. Directories end with a slash. On a terminal names stand in columns, in a pipe one a line.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> /alice/data/2024',
    "<%= config.bin %> <%= command.id %> 'results/*.root'",
    '<%= config.bin %> <%= command.id %> -lt results',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({
      description: 'names on the grid, wildcards * and ? allowed; your home if there is none',
    }),
  };
  static override flags = {...serviceFlags, ...ownFlags};

  /** Options that are always on. */
  protected get always(): {readonly long?: true; readonly all?: true} {
    return {};
  }

  protected async execute(): Promise<void> {
    const {argv, flags: typed} = await this.parse(Ls);
    const flags = {...typed, ...this.always};
    const {recursive, directory, reverse} = flags;
    if (flags['by-time'] && flags['by-size']) throw new UserError('Choose one of -t and -S.');
    const by = flags['by-time'] ? 'time' : flags['by-size'] ? 'size' : 'name';
    const names = serviceNames('ls', argv);
    const isData = this.isJson || this.table !== undefined;
    const isOwn = recursive || directory || by !== 'name' || reverse;
    const isDrawn = this.out.stdout.isTTY === true || isData;
    if (this.context.form === 'raw' || flags.full || flags.guid || (!isOwn && !isDrawn)) {
      const words = serverWords({flags: serviceFlags, args: Ls.args}, {flags, argv: names});
      return this.send({command: 'ls', options: ['-F', ...words]});
    }
    refuseWrongNames('ls', names);
    const isLong = flags.long || flags.human;
    const wishes: ListWishes = {
      long: isLong || by !== 'name' || isData,
      all: flags.all,
      human: flags.human,
      signal: this.signal,
    };
    const order = {by, reverse} as const;
    if (isData && !recursive && !directory) return await this.#tell(names, wishes, order);
    const groups = await this.#gather(names, wishes, {recursive, directory});
    if (isData) return await this.#tellAll(groups, order);
    const oneALine = flags['one-a-line'];
    const headings = recursive || (groups.length > 1 && this.out.stdout.isTTY === true);
    await printGroups(groups, {...order, long: isLong, oneALine, headings}, this.out, this.context.env);
  }

  /** The lists of all names. Where there are several, one that fails does not keep the others away. */
  async #gather(
    names: readonly string[],
    wishes: ListWishes,
    {recursive, directory}: {readonly recursive: boolean; readonly directory: boolean},
  ): Promise<readonly ListGroup[]> {
    const list = async (name: string | undefined): Promise<ListGroup[]> => {
      if (directory) return await listThemselves(this.grid, name ?? '.', wishes);
      if (recursive) return await listTree(this.grid, name ?? '.', wishes);
      const isSplit = names.length > 1 || (name !== undefined && isPattern(name));
      return await listName(this.grid, name, wishes, isSplit);
    };
    if (names.length < 2) return await list(names[0]);
    const groups: ListGroup[] = [];
    for (const name of names) {
      try {
        groups.push(...(await list(name)));
      } catch (error) {
        if (!(error instanceof AlienError)) throw error;
        this.out.partFailed({name}, name, error);
        this.setExitCode(error.exitCode);
      }
    }
    const own = groups.filter((group) => group.directory === undefined).flatMap(({entries}) => entries);
    const others = groups.filter((group) => group.directory !== undefined);
    return own.length > 0 ? [{directory: undefined, entries: own}, ...others] : others;
  }

  /** Tell all that the service knows of the entries, by one request. */
  async #tell(names: readonly string[], wishes: ListWishes, order: ListOrder): Promise<void> {
    const {signal} = this;
    const words = [...listOptions(wishes), '--', ...names];
    const printer = new FoundPrinter(this.out, 'lfn', this.table);
    const isAsItComes = order.by === 'name' && !order.reverse;
    const print = async (results: readonly Result[]): Promise<void> => {
      const entries = results.map(fromList).filter((entry) => entry !== undefined);
      await printer.add(this.#rows(isAsItComes ? entries : inOrder(entries, order)));
    };
    const answer = await this.grid.request('ls', words, {
      want: 'both',
      signal,
      ...(isAsItComes && {onResults: print}),
    });
    const failure =
      exitCodeOf(answer) === 0
        ? undefined
        : await refusal(this.grid, {command: 'ls', words}, answer, {signal});
    await print(answer.results);
    this.setExitCode(printer.end({answer, ...(failure && {failure})}));
  }

  async #tellAll(groups: readonly ListGroup[], order: ListOrder): Promise<void> {
    const printer = new FoundPrinter(this.out, 'lfn', this.table);
    for (const {entries} of groups) await printer.add(this.#rows(inOrder(entries, order)));
  }

  #rows(entries: readonly Listed[]): Result[] {
    const isTable = this.table !== undefined && this.table.columns === undefined;
    return entries.map((entry) => listRow(entry, !isTable));
  }
}
