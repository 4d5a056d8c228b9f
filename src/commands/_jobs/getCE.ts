import {Flags} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {computingElements} from '../../lib/sites/computing-elements.ts';

export default class GetCE extends ListingCommand {
  static override description = 'Show computing elements in a table.';
  static override examples = ['<%= config.bin %> getCE', '<%= config.bin %> getCE -name cern -part prod'];
  static override flags = {
    name: Flags.string({description: 'only with this in their name'}),
    host: Flags.string({description: 'only with this in the name of their host'}),
    part: Flags.string({description: 'only in partitions with this in their name'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(GetCE);
    const {name, host, part: partition} = flags;
    await this.show(
      await computingElements(this.grid, {name, host, partition}, {signal: this.signal}),
      {
        Name: (element) => element.name,
        Host: (element) => element.host,
        State: ({state}) => state,
        Type: ({type}) => type,
        R: ({maxRunning}) => maxRunning,
        W: ({maxQueued}) => maxQueued,
        TTL: ({ttl}) => ttl,
        Partitions: ({partitions}) => partitions.join(','),
      },
      {numbers: ['maxRunning', 'maxQueued', 'ttl']},
    );
  }
}
