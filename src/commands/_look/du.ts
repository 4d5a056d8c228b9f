import {Args, Flags} from '@oclif/core';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {lookUpEntries} from '../../lib/catalogue/stat-entries.ts';
import {FoundPrinter} from '../../lib/cli/find/found-printer.ts';
import {entriesBelow, ofWholeDirectory} from '../../lib/cli/list/entries-below.ts';
import {isPattern} from '../../lib/cli/list/list-name.ts';
import {SpaceCount, type SpaceUsed} from '../../lib/cli/list/space-used.ts';
import {serviceNames} from '../../lib/cli/relay/name-words.ts';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {tableLines} from '../../lib/cli/show/table.ts';
import {ServerError} from '../../lib/errors/errors.ts';
import type {Lfn} from '../../lib/paths/lfn.ts';
import {type Answer, type Result, textOf, valueOf} from '../../lib/session/requests/answer.ts';
import {counted} from '../../lib/words/counted.ts';
import {formatBytes} from '../../lib/words/format-bytes.ts';
import {shellWord} from '../../lib/words/shell-word.ts';

const serviceFlags = {
  bytes: Flags.boolean({char: 'n', description: 'sizes in bytes'}),
  collections: Flags.boolean({char: 'c', description: 'count collections too'}),
  summary: Flags.boolean({char: 's', description: 'one summary of all names'}),
};

export default class Du extends RelayCommand {
  static override readonly shape: string = 'usage';
  static override description =
    'Show how much space files and directories use, and how many there are; with -d that of subdirectories, the largest first.';
  static override examples = [
    '<%= config.bin %> du data/run1',
    '<%= config.bin %> du -d 1 data',
    '<%= config.bin %> du -s data/run1 data/run2',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({description: 'names on the grid, wildcards * and ? allowed', required: true}),
  };
  static override flags = {
    ...serviceFlags,
    depth: Flags.integer({
      char: 'd',
      description: 'sizes of subdirectories too, so many levels down; of each file one replica counts',
      min: 0,
      exclusive: ['collections', 'summary'],
    }),
    human: Flags.boolean({
      char: 'h',
      description: 'human-readable sizes, as always without -n; also -h behind another word',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Du);
    const names = serviceNames('du', argv);
    if (flags.depth !== undefined) return await this.#count(names, flags.depth, flags.bytes);
    const missing = new Set<string>();
    try {
      await this.send({
        command: 'du',
        options: serverWords({flags: serviceFlags, args: Du.args}, {flags, argv: names}),
        examine: async (answer) => await this.#nothingThere(answer, names, missing),
        textOf: (answer) => textOfFound(answer, missing),
      });
    } catch (error) {
      throw explained(error, names);
    }
  }

  /** Of a name that is none the service says that it has nothing in it: then it is looked up. */
  async #nothingThere(
    {results}: Answer,
    names: readonly string[],
    missing: Set<string>,
  ): Promise<ServerError | undefined> {
    const empty = results.filter((result) => valueOf(result, 'entry') !== '' && isEmpty(result));
    const entries = empty.map((result) => valueOf(result, 'entry'));
    const isSummary = entries.some((entry) => !entry.startsWith('/'));
    const asked = isSummary ? names.filter((name) => !isPattern(name)) : entries;
    if (asked.length === 0) return undefined;
    const lfns = await resolveLfns(this.grid, asked, {signal: this.signal});
    const {found} = await lookUpEntries(this.grid, lfns, this.signal);
    const gone = lfns.filter((lfn: Lfn) => !found.has(lfn));
    for (const lfn of gone) missing.add(lfn);
    const [first] = gone;
    return first === undefined
      ? undefined
      : new ServerError(`No such file or directory: ${gone.join(', ')}`, {code: 'NO_SUCH_FILE'});
  }

  async #count(names: readonly string[], depth: number, inBytes: boolean): Promise<void> {
    const {grid, signal} = this;
    const used: SpaceUsed[] = [];
    const count = async (lfn: string): Promise<SpaceUsed[]> => {
      const space = new SpaceCount(lfn, depth);
      for await (const entry of entriesBelow(grid, lfn, {all: true, signal})) space.add(entry);
      return space.sorted;
    };
    for (const name of names) used.push(...(await ofWholeDirectory(grid, name, count, signal)));
    if (this.isJson || this.table)
      return await new FoundPrinter(this.out, 'lfn', this.table).add(used.map((each) => ({...each})));
    const rows = used.map(({lfn, size, files}) => [
      inBytes ? String(size) : formatBytes(size),
      counted(files, 'file'),
      lfn,
    ]);
    const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length));
    const [sizes, counts] = [width(0), width(1)];
    for (const line of tableLines(
      rows.map(([size = '', files = '', lfn = '']) => [size.padStart(sizes), files.padStart(counts), lfn]),
    ))
      this.out.line(line);
  }
}

/** Neither files nor directories, as the service counts them. */
function isEmpty(result: Result): boolean {
  return ['folders', 'physical_files_count', 'logical_files_count'].every((key) =>
    ['', '0'].includes(valueOf(result, key)),
  );
}

/** The text without the paragraphs about what is not there. */
function textOfFound(answer: Answer, missing: ReadonlySet<string>): string {
  if (missing.size === 0) return textOf(answer);
  const results = answer.results.filter(({message}) => {
    const [title = ''] = (message ?? '').split('\n');
    return !missing.has(title) && !title.startsWith('Summary of ');
  });
  return textOf({...answer, results});
}

/** The service breaks down over files without content, such as `touch` makes; without a GUID it cannot count them. */
function explained(error: unknown, names: readonly string[]): unknown {
  if (!(error instanceof ServerError) || !error.message.includes('"l.guid" is null')) return error;
  return new ServerError(
    'The central service cannot count here: there are files without content, as touch makes them.',
    {
      exitCode: error.exitCode,
      next: [`Count here instead: alien du -d 0 ${names.map(shellWord).join(' ')}`],
      cause: error,
    },
  );
}
