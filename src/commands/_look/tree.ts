import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {entriesBelow, ofWholeDirectory} from '../../lib/cli/list/entries-below.ts';
import {listName} from '../../lib/cli/list/list-groups.ts';
import {nameOnScreen} from '../../lib/cli/list/name-on-screen.ts';
import {countOf, treeLines, treeOf, treeRow} from '../../lib/cli/list/tree.ts';
import type {Listed} from '../../lib/cli/list/listed.ts';
import {serviceNames} from '../../lib/cli/relay/name-words.ts';
import {hasColours} from '../../lib/cli/show/colours.ts';
import {parts} from '../../lib/flow/parts.ts';
import {counted} from '../../lib/words/counted.ts';

/** Lines, or entries of the directory itself, that are made into text at once. */
const BATCH = 1000;

export default class Tree extends GridCommand {
  static override readonly shape = 'tree';
  static override description = 'Show a grid directory with all that is below it as a tree.';
  static override examples = ['<%= config.bin %> tree', '<%= config.bin %> tree -L 2 -d /alice/data/2024'];
  static override args = {
    directory: Args.string({description: 'the directory; your home if there is none', default: '.'}),
  };
  static override flags = {
    depth: Flags.integer({char: 'L', description: 'so many levels of directories', min: 1}),
    directories: Flags.boolean({char: 'd', description: 'only directories'}),
    all: Flags.boolean({char: 'a', description: 'names that begin with a dot too'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Tree);
    const [name = '.'] = serviceNames('ls', [args.directory]);
    const read = async (directory: string): Promise<[lfn: string, found: Listed[]]> => [
      directory,
      await this.#entries(directory, flags.depth, flags.all),
    ];
    const [lfn, found] = await ofWholeDirectory(this.grid, name, read, this.signal);
    const entries = flags.directories ? found.filter(({type}) => type === 'd') : found;
    const nodes = treeOf(lfn, entries, flags.depth ?? Infinity);
    if (this.isJson) {
      for (const some of parts(nodes, BATCH)) await this.out.results(some.map(treeRow));
      return;
    }
    const {out, context} = this;
    const isColoured = hasColours(out.stdout, context.env);
    const lines = treeLines(nodes, (entry) => nameOnScreen(entry, out, isColoured).shown);
    await out.drawn([out.stdout.isTTY ? out.safe(name) : name]);
    for (const some of parts(lines, BATCH)) await out.drawn(some);
    const {directories, files} = countOf(nodes);
    const sum = [counted(directories, 'directory', 'directories'), counted(files, 'file')];
    out.line(`\n${sum.slice(0, flags.directories ? 1 : 2).join(', ')}`);
  }

  /** One level is a plain list; for more all is found by one request, however many directories there are. */
  async #entries(lfn: string, depth: number | undefined, all: boolean): Promise<Listed[]> {
    const {grid, signal} = this;
    if (depth !== 1) {
      const found: Listed[] = [];
      for await (const entry of entriesBelow(grid, lfn, {all, signal})) found.push(entry);
      return found;
    }
    const groups = await listName(grid, lfn, {long: true, human: false, all, signal}, false);
    return groups.flatMap(({entries}) => entries);
  }
}
