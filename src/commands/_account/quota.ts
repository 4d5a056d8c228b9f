import {Args} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {quotaLines} from '../../lib/accounts/quota-lines.ts';
import {quotaOf} from '../../lib/accounts/quota.ts';

export default class QuotaCommand extends ListingCommand {
  static override description = 'Show how much of the grid you have used, and how much you may use.';
  static override examples = ['<%= config.bin %> quota', '<%= config.bin %> quota alidaq'];
  static override args = {user: Args.string({description: 'another account'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(QuotaCommand);
    const quota = await quotaOf(this.grid, args.user, {signal: this.signal});
    const lines = quotaLines(quota).join('\n');
    await this.show([quota], {quota: () => lines}, {headings: false});
  }
}
