import {findEntries, resolveLfns} from '@alien-grid/cli';
import {Args, Flags, GridCommand} from '@alien-grid/cli/command';

/** `alien largest ~/analysis --count 3` */
export default class Largest extends GridCommand {
  static group = 'look';
  static description = 'List the largest files below a directory.';
  static examples = ['<%= config.bin %> largest ~/analysis --count 3'];
  static args = {directory: Args.string({description: 'LFN of the directory', required: true})};
  static flags = {
    count: Flags.integer({description: 'how many files', default: 10, min: 1}),
  };

  async execute() {
    const {args, flags} = await this.parse(Largest);
    const call = {signal: this.signal};
    const [directory] = await resolveLfns(this.grid, [args.directory], call);
    const files = await findEntries(this.grid, directory, {pattern: '*', ...call});
    const largest = files.sort((a, b) => b.size - a.size).slice(0, flags.count);
    for (const {lfn, size} of largest) this.out.result({lfn, size}, `${size}\t${lfn}`);
  }
}
