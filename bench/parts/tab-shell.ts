import {dirname, join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {IPty} from '@lydell/node-pty';
import {ALIEN} from '../frame/scene.ts';

const COMPLETION = join(import.meta.dirname, '../../completion/alien.bash');
const LONGEST = 5000;
const PROMPT = 'ready> ';
const CLEAR_LINE = '\u0015';

/** A bash on a terminal, with the completion of the project. */
export class TabShell implements AsyncDisposable {
  readonly #pty: IPty;
  #shown = '';
  #look: () => void = () => undefined;

  private constructor(env: NodeJS.ProcessEnv) {
    const {HOME = '/', PATH} = env;
    this.#pty = spawn('bash', ['--norc', '--noprofile', '-i'], {
      cwd: HOME,
      env: {...env, TERM: 'xterm', PS1: PROMPT, PATH: `${dirname(ALIEN)}:${PATH}`},
      cols: 100,
      rows: 30,
    });
    this.#pty.onData((data) => {
      this.#shown += data;
      this.#look();
    });
  }

  static async start(env: NodeJS.ProcessEnv): Promise<TabShell> {
    const shell = new TabShell(env);
    await shell.#until(PROMPT);
    // of these marks of a terminal the comparison knows nothing
    await shell.#answer(`bind 'set enable-bracketed-paste off'\r`, `off'\r\n`);
    await shell.#answer(`. '${COMPLETION}'; echo re''ady\r`, `ready\r\n`);
    return shell;
  }

  /** ms from a press of TAB behind a line until a text stands there. */
  async tab(line: string, wanted: string): Promise<number> {
    await this.#answer(CLEAR_LINE + line, line);
    const start = performance.now();
    await this.#answer('\t', wanted);
    const time = performance.now() - start;
    await this.#answer(`${CLEAR_LINE}echo c''leared\r`, `cleared\r\n`);
    return time;
  }

  async #answer(typed: string, wanted: string): Promise<void> {
    this.#shown = '';
    this.#pty.write(typed);
    await this.#until(wanted);
  }

  async #until(wanted: string): Promise<void> {
    const {promise, resolve, reject} = Promise.withResolvers<void>();
    const fail = (): void =>
      reject(new Error(`bash did not show ${JSON.stringify(wanted)}, but ${JSON.stringify(this.#shown)}`));
    const patience = setTimeout(fail, LONGEST);
    this.#look = () => {
      if (this.#shown.includes(wanted)) resolve();
    };
    this.#look();
    await promise.finally(() => clearTimeout(patience));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    this.#pty.onExit(() => resolve());
    this.#pty.kill('SIGKILL');
    await promise;
  }
}
