import {Command, type Interfaces} from '@oclif/core';
import {refuseEmptyName} from '../../paths/empty-name.ts';
import {type GridContext, contextOf} from './context.ts';
import {reportFailure} from './failure.ts';
import type {Output} from '../show/output.ts';

/**
 * The base of all commands, ours and those of plugins. A command is a guest in its process: it implements
 * `execute`, writes through `out`, never calls `process.exit` and keeps no state between runs.
 */
export abstract class AlienCommand extends Command {
  #exitCode = 0;

  /** What the command does. Throw an AlienError for what the person should know; anything else is a bug. */
  protected abstract execute(): Promise<void>;

  /** The one way out for text. */
  protected get out(): Output {
    return this.context.out;
  }

  /** Aborted by SIGINT, SIGTERM or SIGHUP; then clean up within a second and throw the reason. */
  protected get signal(): AbortSignal {
    return this.context.interrupt.signal;
  }

  protected get context(): GridContext {
    return contextOf(this.config);
  }

  /** The exit code of a command that ends without an error (0 unless set). */
  protected setExitCode(code: number): void {
    this.#exitCode = code;
  }

  /**
   * Read the words of the command line, none of which may be empty.
   * @throws {UserError} 22 for an empty name or value: an unset variable, which would mean the home
   */
  protected override async parse<
    F extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    B extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    A extends Interfaces.OutputArgs<Interfaces.ArgInput>,
  >(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
    const output = await super.parse<F, B, A>(options, argv);
    for (const word of output.argv) if (typeof word === 'string') refuseEmptyName(word);
    for (const token of output.raw) {
      if (token.type === 'flag') refuseEmptyName(token.input, `The value of --${token.flag}`);
    }
    return output;
  }

  /** @returns the exit code; a failure is reported here and does not leave the command */
  override async run(): Promise<number> {
    try {
      await this.execute();
      return this.#exitCode;
    } catch (error) {
      return reportFailure(error, this.out, this.id, this.ctor.flags);
    }
  }
}
