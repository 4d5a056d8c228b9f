import {once} from 'node:events';
import {createInterface} from 'node:readline';
import type {Program} from '../../stage/program.ts';

/** How an example has ended. */
export interface Ended {
  readonly code: number;
  /** on both streams */
  readonly printed: string;
}

/** One program that is given line after line, as a batch that comes through a pipe. */
export class Lines {
  readonly #child;
  readonly #said;
  readonly #home: string;
  #printed: string[] = [];

  /** @param home the grid directory in which each line starts */
  constructor(program: Program, home: string) {
    this.#home = home;
    this.#child = program.drive('batch');
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#printed.push(text));
    this.#said = createInterface({input: this.#child.stdout})[Symbol.asyncIterator]();
  }

  /** Run a line. */
  async run(line: string): Promise<Ended> {
    this.#printed = [];
    this.#child.stdin.write(`cd ${this.#home}\n${line}\nexitcode\n!echo @END\n`);
    const lines: string[] = [];
    for (;;) {
      const {value, done} = await this.#said.next();
      if (done) throw new Error(`The program has ended.\n${lines.join('\n')}\n${this.#printed.join('')}`);
      if (value === '@END') break;
      lines.push(value);
    }
    const code = Number(lines.pop());
    return {code, printed: `${lines.join('\n')}\n${this.#printed.join('')}`};
  }

  /** The same, insisting on success. @returns what it has printed */
  async ok(line: string): Promise<string> {
    const {code, printed} = await this.run(line);
    if (code !== 0) throw new Error(`${line}: exit code ${code}\n${printed}`);
    return printed.trim();
  }

  /** End it, whatever it is doing. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}
