import {Args} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {elementsLike, storageElements} from '../../lib/sites/storage-elements.ts';

export default class SEqos extends ListingCommand {
  static override description = 'Show the tags of storage elements, such as disk and tape.';
  static override examples = ['<%= config.bin %> SEqos ALICE::CERN::EOS', '<%= config.bin %> SEqos cern'];
  static override strict = false;
  static override readonly completes = {label: 'element'} as const;
  static override args = {
    label: Args.string({description: 'numbers, or parts of names or URLs', required: true}),
  };

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(SEqos);
    const all = await storageElements(this.grid, {signal: this.signal});
    const unknown = argv.find((label) => elementsLike(all, label).length === 0);
    if (unknown !== undefined)
      throw new UserError(`There is no storage element like "${unknown}".`, {code: 'FAILED'});
    const found = [...new Set(argv.flatMap((label) => elementsLike(all, label)))];
    await this.show(found, {name: ({name}) => name, qos: ({qos}) => qos.join(',')}, {headings: false});
  }
}
