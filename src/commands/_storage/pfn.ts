import {Args} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {physicalNames} from '../../lib/catalogue/physical-names.ts';

export default class Pfn extends ListingCommand {
  static override description =
    'Print the PFNs of files, one a line. Members of archives have those of their archive.';
  static override examples = ['<%= config.bin %> pfn data/run1/x.root'];
  static override strict = false;
  static override args = {name: Args.string({description: 'LFNs', required: true})};

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Pfn);
    const names = [];
    for (const name of argv) names.push(...(await physicalNames(this.grid, name, {signal: this.signal})));
    await this.show(names, {pfn: ({pfn}) => pfn}, {headings: false});
  }
}
