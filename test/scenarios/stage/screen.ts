import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {behindAgent} from './behind-agent.ts';

/** What a program finds around it. */
interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
}

const ROWS = 24;

/** A program in a real terminal, and what a person sees on its screen. */
export class Screen {
  readonly #pty;
  readonly #terminal: xterm.Terminal;
  readonly #ended = Promise.withResolvers<number>();
  #whenSeen: () => void = () => undefined;

  constructor(program: string, words: readonly string[], {cwd, env, columns}: Surroundings) {
    this.#terminal = new xterm.Terminal({cols: columns, rows: ROWS, allowProposedApi: true});
    this.#pty = spawn(program, [...words], {
      cwd,
      env: {...behindAgent(env), TERM: 'xterm'},
      cols: columns,
      rows: ROWS,
    });
    this.#pty.onData((data) => this.#terminal.write(data, () => this.#whenSeen()));
    this.#pty.onExit(({exitCode}) => this.#terminal.write('', () => this.#ended.resolve(exitCode)));
  }

  /** All lines, those that have been scrolled away too, without empty ones at the end. */
  get lines(): string[] {
    const {active} = this.#terminal.buffer;
    const lines = Array.from(
      {length: active.length},
      (_, index) => active.getLine(index)?.translateToString(true) ?? '',
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  /** @returns the lines, as soon as they are as wanted; at the latest when the program ends */
  async shows(isWanted: (lines: readonly string[]) => boolean): Promise<string[]> {
    await Promise.race([
      this.#ended.promise,
      new Promise<void>((resolve) => {
        this.#whenSeen = () => {
          if (isWanted(this.lines)) resolve();
        };
        this.#whenSeen();
      }),
    ]);
    this.#whenSeen = () => undefined;
    return this.lines;
  }

  /**
   * Make the terminal wider or narrower: the screen first, as terminals do it, and the program hears of it. It is done
   * behind a frame, since what is written at the old width while the terminal has the new one is beyond any program.
   */
  async resize(columns: number): Promise<void> {
    let frames = 0;
    await this.shows(() => frames++ > 0);
    this.#terminal.resize(columns, ROWS);
    this.#pty.resize(columns, ROWS);
  }

  /** @returns the exit code */
  async end(): Promise<number> {
    return await this.#ended.promise;
  }
}
