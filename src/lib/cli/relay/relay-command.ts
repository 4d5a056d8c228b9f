import {Flags} from '@oclif/core';
import {GridCommand} from '../base/grid-command.ts';
import {type Errand, relay} from './relay.ts';

/** The base of commands that the central service does: it is told what to do, and what it says is shown. */
export abstract class RelayCommand extends GridCommand {
  static override baseFlags = {
    json: Flags.boolean({
      description: 'print the answer of the central service as JSON',
      helpGroup: 'GLOBAL',
    }),
  };

  /** Let the service do `command`; show its text, or the whole answer as JSON. */
  protected async relay(command: string, options: readonly string[], json = false): Promise<void> {
    await this.send({command, options, json});
  }

  /** The same, for what is to be told otherwise. */
  protected async send(errand: Errand): Promise<void> {
    this.setExitCode(await relay(this.context, errand));
  }
}
