import {Flags} from '@oclif/core';
import {exitCodeOf, textOf} from '../session/answer.ts';
import {expectSuccess} from '../session/expect-success.ts';
import type {Requester} from '../session/requester.ts';
import {AlienCommand} from './alien-command.ts';
import {showAnswer} from './show-answer.ts';

/** The base of commands that talk to the grid. */
export abstract class GridCommand extends AlienCommand {
  static override baseFlags = {
    json: Flags.boolean({
      description: 'print the answer of the central service as JSON',
      helpGroup: 'GLOBAL',
    }),
  };

  /** The session of this run. It connects with the first request. */
  protected get grid(): Requester {
    return this.context.session;
  }

  /** Several connections behind one requester, for work that asks much. Closed at the end of the run. */
  protected openPool(size: number): Requester {
    return this.context.openPool(size);
  }

  /**
   * Let the central service do a command and show what it says: its text, or the whole answer as JSON.
   * A part of an answer that comes with an error is shown too (`ls` of several names, say).
   */
  protected async relay(command: string, options: readonly string[], json = false): Promise<void> {
    const answer = await this.grid.request(command, options, {
      want: json ? 'both' : 'text',
      signal: this.signal,
    });
    if (json) {
      showAnswer(answer, this.out);
      this.setExitCode(exitCodeOf(answer));
      return;
    }
    const text = textOf(answer);
    if (text !== '') this.out.line(text);
    expectSuccess(answer);
    const warning = answer.metadata.error.trim();
    if (warning !== '') this.out.note(warning);
  }
}
