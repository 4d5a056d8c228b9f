import {once} from 'node:events';
import {createWriteStream, type WriteStream} from 'node:fs';
import {EXIT} from '../../errors/exit-codes.ts';
import {localError} from '../../errors/local-error.ts';
import type {Interrupt} from '../base/interrupt.ts';
import type {TextStream} from '../show/output.ts';

/** A local file that takes the output of a command. */
export class OutputFile implements TextStream {
  /** of the command, which ends when the file takes no more */
  interrupt: Interrupt | undefined;
  readonly #stream: WriteStream;
  #failure: Error | undefined;

  private constructor(path: string, stream: WriteStream) {
    this.#stream = stream;
    stream.on('error', (error) => {
      const named = localError(error, path);
      this.#failure ??= named instanceof Error ? named : error;
      this.interrupt?.stopFor('The output cannot be written.', EXIT.INPUT_OUTPUT);
    });
  }

  /**
   * @param path absolute
   * @throws {UserError} the errno for a file that cannot be opened
   */
  static async open(path: string, append: boolean): Promise<OutputFile> {
    const stream = createWriteStream(path, {flags: append ? 'a' : 'w'});
    const file = new OutputFile(path, stream);
    await Promise.race([once(stream, 'open'), once(stream, 'close')]).catch(() => undefined);
    if (file.#failure) throw file.#failure;
    return file;
  }

  write(chunk: string | Uint8Array, done?: (failure?: Error | null) => void): boolean {
    return this.#stream.write(chunk, done);
  }

  /**
   * The command has ended.
   * @returns its exit code
   * @throws {UserError} the errno where not all of the output could be written
   */
  async end(code: number): Promise<number> {
    this.#stream.end();
    if (!this.#stream.closed) await new Promise<void>((resolve) => this.#stream.once('close', resolve));
    if (this.#failure) throw this.#failure;
    return code;
  }
}
