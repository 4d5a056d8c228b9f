import {Args} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {gridNames} from '../../lib/catalogue/lookup.ts';
import {fetchTemporary} from '../../lib/copy/fetch-temporary.ts';

export default class Cat extends GridCommand {
  static override description =
    'Print grid files. The bytes are those of the file, verified before the first is printed.';
  static override examples = [
    '<%= config.bin %> cat run.jdl',
    '<%= config.bin %> cat a.txt b.txt > both.txt',
  ];
  static override strict = false;
  static override args = {name: Args.string({description: 'files to print', required: true})};

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Cat);
    const services = {grid: this.grid, storage: await this.openStorage()};
    for (const name of gridNames(argv)) {
      await using file = await fetchTemporary(name, services, this.signal);
      await this.out.file(file.path);
    }
  }
}
