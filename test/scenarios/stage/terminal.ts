import {spawn} from '@lydell/node-pty';
import headless from '@xterm/headless';
import {behindAgent} from './behind-agent.ts';

/** So long a test waits for the screen, in ms, before it tells what is there. */
const LONGEST_WAIT = 30_000;

/** A program on a terminal: keys go in, and the screen can be read as a person sees it. */
export class Terminal {
  /** the exit code of the program, when it has ended; 128 and the number of a signal that it died of */
  readonly ended: Promise<number>;
  readonly #pty: ReturnType<typeof spawn>;
  readonly #screen: headless.Terminal;
  readonly #watchers = new Set<() => void>();

  constructor(
    program: string,
    words: readonly string[],
    {cwd, env, columns = 100}: {cwd: string; env: NodeJS.ProcessEnv; columns?: number},
  ) {
    const size = {cols: columns, rows: 30};
    this.#screen = new headless.Terminal({...size, scrollback: 10_000, allowProposedApi: true});
    this.#pty = spawn(program, [...words], {
      cwd,
      env: {TERM: 'xterm-256color', ...behindAgent(env)},
      ...size,
    });
    this.#pty.onData((data) => this.#screen.write(data, () => this.#watchers.forEach((look) => look())));
    this.#screen.onData((data) => this.#pty.write(data)); // what a terminal answers by itself
    this.ended = new Promise((resolve) =>
      this.#pty.onExit(({exitCode, signal}) => resolve(signal ? 128 + signal : exitCode)),
    );
  }

  /** All rows, also those that were scrolled away; rows that were wrapped are one line. */
  get lines(): string[] {
    const {active} = this.#screen.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const text = line?.translateToString(!active.getLine(row + 1)?.isWrapped) ?? '';
      if (line?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
    }
    while (lines.at(-1) === '') lines.pop();
    return lines.map((line) => line.trimEnd());
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** What stands in front of the cursor and behind it in its row. */
  get cursorRow(): {readonly before: string; readonly behind: string} {
    const {baseY, cursorX, cursorY} = this.#screen.buffer.active;
    const row = this.#screen.buffer.active.getLine(baseY + cursorY)?.translateToString(false) ?? '';
    return {before: row.slice(0, cursorX), behind: row.slice(cursorX).trimEnd()};
  }

  /** Press keys. */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Change the width, and go on. */
  setSize(columns: number, rows = 30): void {
    this.#screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Change the width. Resolved when the program has drawn something for it. */
  async resize(columns: number, rows = 30): Promise<void> {
    const drawn = new Promise<void>((resolve) => {
      const look = (): void => {
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
    });
    this.setSize(columns, rows);
    await drawn;
  }

  signal(name: string): void {
    this.#pty.kill(name);
  }

  /** The terminal is closed. */
  close(): void {
    this.#pty.kill('SIGHUP');
  }

  /** Wait until the screen is as it should be. */
  async until(isRight: () => boolean): Promise<void> {
    if (isRight()) return;
    const {promise, resolve, reject} = Promise.withResolvers<undefined>();
    const look = (): void => {
      if (isRight()) resolve(undefined);
    };
    const fail = (why: string): void => reject(new Error(`${why}\n${this.text.slice(-3000)}`));
    const timer = setTimeout(() => fail('The screen has not come to be as it should.'), LONGEST_WAIT);
    void this.ended.then(() => {
      look();
      fail('The program has ended.');
    });
    this.#watchers.add(look);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#watchers.delete(look);
    });
  }

  /** Wait until text is on the screen. */
  async shows(text: string | RegExp): Promise<void> {
    const found = (): boolean => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text));
    await this.until(found);
  }
}
