import {Help} from '@oclif/core';
import {reportFailure} from '../base/failure.ts';
import {runOf} from '../base/run-of.ts';
import {relay} from './relay.ts';

/** oclif's help; for a command that only the central service knows, the service is asked for its own. */
export class AlienHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const [name] = argv.filter((word) => !word.startsWith('-'));
    const known =
      name === undefined || this.config.findTopic(name) !== undefined || this.config.findCommand(name);
    if (known) return super.showHelp(argv);
    const run = runOf(this.config);
    try {
      await relay(run, name, ['-h'], false, this.config.commandIDs);
    } catch (error) {
      run.exitCode = reportFailure(error, run.out, undefined);
    }
  }
}
