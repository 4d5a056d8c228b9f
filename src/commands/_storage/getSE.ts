import {Args, Flags} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {type StorageElement, elementsLike, storageElements} from '../../lib/sites/storage-elements.ts';

const COLUMNS = {
  number: ({number}: StorageElement) => number,
  name: ({name}: StorageElement) => name,
  server: ({server}: StorageElement) => server,
};

export default class GetSE extends ListingCommand {
  static override description = 'Show number, name and server of storage elements.';
  static override examples = ['<%= config.bin %> getSE', '<%= config.bin %> getSE -srv cern'];
  static override readonly completes = {label: 'element'} as const;
  static override args = {
    label: Args.string({description: 'number, or a part of name or URL; all without it'}),
  };
  static override flags = {
    name: Flags.boolean({description: 'only the names', exclusive: ['id', 'srv']}),
    id: Flags.boolean({description: 'only the numbers', exclusive: ['srv']}),
    srv: Flags.boolean({description: 'only the servers: host and port'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(GetSE);
    const all = await storageElements(this.grid, {signal: this.signal});
    const found = args.label === undefined ? all : elementsLike(all, args.label);
    if (found.length === 0 && args.label !== undefined)
      throw new UserError(`There is no storage element like "${args.label}".`, {code: 'FAILED'});
    const {number, name, server} = COLUMNS;
    const columns = flags.name ? {name} : flags.id ? {number} : flags.srv ? {server} : COLUMNS;
    await this.show(found, columns, {headings: false});
  }
}
