import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Ping extends RelayCommand {
  static override description =
    'Measure how fast the central service answers, and show what it says of itself.';
  static override examples = [
    '<%= config.bin %> ping',
    '<%= config.bin %> ping 5',
    '<%= config.bin %> ping -c 10 -s 100',
  ];
  static override args = {count: Args.string({description: 'how often; 3 without it'})};
  static override flags = {
    count: Flags.integer({char: 'c', description: 'the same', min: 1, max: 100}),
    pause: Flags.integer({char: 's', description: 'milliseconds between two', min: 0, max: 60_000}),
    brief: Flags.boolean({char: 'n', description: 'nothing of the service itself'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Ping);
    const typed = args.count ?? '';
    if (typed !== '' && !/^(?:[1-9]\d?|100)$/.test(typed))
      throw new UserError(`${typed} is not a number from 1 to 100.`);
    const count = typed === '' ? flags.count : Number(typed);
    await this.relay('ping', serverWords({flags: Ping.flags}, {flags: {...flags, count}}));
  }
}
