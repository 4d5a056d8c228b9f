import {Help} from '@oclif/core';
import {contextOf} from '../base/context.ts';
import {reportFailure} from '../base/failure.ts';
import {relay} from './relay.ts';

/** oclif's help; for a command that only the central service knows, the service is asked for its own. */
export class AlienHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const [name] = argv.filter((word) => !word.startsWith('-'));
    const known =
      name === undefined || this.config.findTopic(name) !== undefined || this.config.findCommand(name);
    if (known) return super.showHelp(argv);
    const context = contextOf(this.config);
    try {
      await relay(context, name, ['-h'], false, this.config.commandIDs);
    } catch (error) {
      process.exitCode = reportFailure(error, context.out, undefined);
    }
  }
}
