import {TableCommand} from '../base/table-command.ts';
import {type Errand, relay} from './relay.ts';

/** The base of commands that the central service does: it is told what to do, and what it says is shown. */
export abstract class RelayCommand extends TableCommand {
  static override readonly shape: string = 'answer';

  /** Let the service do `command`; show its text, a table of its results, or the whole answer as JSON. */
  protected async relay(command: string, options: readonly string[]): Promise<void> {
    await this.send({command, options});
  }

  /** The same, for what is to be told otherwise. */
  protected async send(errand: Errand): Promise<void> {
    this.setExitCode(await relay(this.context, {...(this.table && {table: this.table}), ...errand}));
  }
}
