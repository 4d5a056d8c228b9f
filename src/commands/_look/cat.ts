import {Args, Flags} from '@oclif/core';
import {gridNames} from '../../lib/catalogue/lookup.ts';
import {FetchingCommand} from '../../lib/cli/programs/fetching-command.ts';
import {LineMarker} from '../../lib/words/marked-lines.ts';

export default class Cat extends FetchingCommand {
  static override description =
    'Print grid files. The bytes are those of the file, verified before the first is printed, unless an option marks its lines.';
  static override examples = [
    '<%= config.bin %> cat run.jdl',
    '<%= config.bin %> cat a.txt b.txt > both.txt',
  ];
  static override strict = false;
  static override args = {name: Args.string({description: 'files to print', required: true})};
  static override flags = {
    number: Flags.boolean({char: 'n', description: 'a number before each line'}),
    'number-nonblank': Flags.boolean({char: 'b', description: 'a number before each line that is not empty'}),
    'squeeze-blank': Flags.boolean({char: 's', description: 'of several empty lines only one'}),
    'show-ends': Flags.boolean({char: 'E', description: '$ at the end of each line'}),
    'show-tabs': Flags.boolean({char: 'T', description: '^I for tabs'}),
    'show-nonprinting': Flags.boolean({char: 'v', description: '^X and M-X for what cannot be seen'}),
    'show-all': Flags.boolean({char: 'A', description: 'the same as -vET'}),
    'ends-visible': Flags.boolean({char: 'e', description: 'the same as -vE'}),
    'tabs-visible': Flags.boolean({char: 't', description: 'the same as -vT'}),
    force: Flags.boolean({hidden: true, description: 'files are always fetched afresh'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Cat);
    const marker = new LineMarker({
      ...((flags.number || flags['number-nonblank']) && {
        numbers: flags['number-nonblank'] ? 'filled' : 'all',
      }),
      squeeze: flags['squeeze-blank'],
      ends: flags['show-ends'] || flags['show-all'] || flags['ends-visible'],
      tabs: flags['show-tabs'] || flags['show-all'] || flags['tabs-visible'],
      visible:
        flags['show-nonprinting'] || flags['show-all'] || flags['ends-visible'] || flags['tabs-visible'],
    });
    const isMarked = Object.entries(flags).some(([name, is]) => is && !['force', 'json'].includes(name));
    for (const name of gridNames(argv)) {
      await using held = new AsyncDisposableStack();
      const [file] = await this.fetch([name], held);
      if (file !== undefined)
        await this.out.file(file.path, {name}, isMarked ? (piece) => marker.mark(piece) : undefined);
    }
  }
}
