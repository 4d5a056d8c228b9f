import {Args, Flags} from '@oclif/core';
import {gridNames} from '../../catalogue/lookup.ts';
import {pagerFor} from '../../programs/pager.ts';
import {FetchingCommand} from './fetching-command.ts';

/** The base of `less` and `more`. */
export abstract class PagerCommand extends FetchingCommand {
  static override description =
    'Show grid files page by page with $PAGER, or else with less or more, which gets the options that are not known here. ' +
    'In a pipe the bytes of the files are printed as they are.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> run.log',
    'PAGER="less -N" <%= config.bin %> <%= command.id %> run.jdl',
  ];
  static override strict = false;
  static override args = {name: Args.string({description: 'files to show', required: true})};
  static override flags = {
    force: Flags.boolean({hidden: true, description: 'files are always fetched afresh'}),
  };

  protected async execute(): Promise<void> {
    const {own, options} = splitPagerOptions(this.argv);
    const {argv} = await this.parse(PagerCommand, own);
    const names = gridNames(argv);
    await using held = new AsyncDisposableStack();
    const files = await this.fetch(names, held);
    const paths = files.map(({path}) => path);
    const pager =
      this.out.stdout.isTTY && !this.isJson ? pagerFor(paths, this.context.env, options) : undefined;
    if (pager !== undefined) return await this.runHere(pager);
    for (const [index, path] of paths.entries()) await this.out.file(path, {name: names[index]});
  }
}

/** Options of `less` and `more` that are ours; every other word with a dash or a plus is one of the pager. */
const OWN = /^--?(?:force|json|help)$|^-h$/;

function splitPagerOptions(words: readonly string[]): {own: string[]; options: string[]} {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const isOfPager = (word: string, index: number): boolean =>
    index < end && /^[-+]./.test(word) && !OWN.test(word);
  return {
    own: words.filter((word, index) => !isOfPager(word, index)),
    options: words.filter(isOfPager),
  };
}
