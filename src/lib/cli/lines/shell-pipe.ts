import type {Writable} from 'node:stream';
import {InternalError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import type {Interrupt} from '../base/interrupt.ts';
import type {Run} from '../base/run.ts';
import type {TextStream} from '../show/output.ts';
import {type Shell, startShell} from './shell.ts';

/**
 * What stands behind `|`: a shell that reads the data of a command. It is started by the first data, or by the success
 * of a command without any: what it would make of nothing after a failure, a script could take for a result.
 */
export class ShellPipe implements TextStream {
  /** of the command, which ends when no one reads any more */
  interrupt: Interrupt | undefined;
  readonly #text: string;
  readonly #run: Run;
  #shell: Shell | undefined;

  constructor(text: string, run: Run) {
    this.#text = text;
    this.#run = run;
  }

  write(chunk: string | Uint8Array, done?: (failure?: Error | null) => void): boolean {
    return this.#stdin().write(chunk, done);
  }

  /**
   * The command has ended.
   * @returns the exit code of the whole: that of the command if it failed, else that of the shell
   */
  async end(code: number): Promise<number> {
    if (this.#shell === undefined && code !== 0) return code;
    this.#stdin().end();
    const ofShell = (await this.#shell?.ended) ?? code;
    return code === 0 || code === EXIT.BROKEN_PIPE ? ofShell : code;
  }

  #stdin(): Writable {
    if (this.#shell === undefined) {
      this.#shell = startShell(this.#text, this.#run, 'pipe');
      this.#shell.ended.catch(() => undefined); // told by `end`
      this.#shell.child.stdin?.on('error', () =>
        this.interrupt?.stopFor('The reader went away.', EXIT.BROKEN_PIPE),
      );
    }
    const {stdin} = this.#shell.child;
    if (stdin === null) throw new InternalError('A shell behind a pipe has no input.');
    return stdin;
  }
}
