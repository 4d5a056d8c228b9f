import {spawn} from '@lydell/node-pty';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ShellName} from '../../../src/lib/completion/question.ts';
import {shellWord} from '../../../src/lib/words/shell-word.ts';

const SCRIPTS = join(import.meta.dirname, '../../../completion');

/** What each shell prints when it waits for a line. */
const PROMPT = 'READY> ';

/** An `alien` that prints its words; the script calls the program by its path. */
const START: Readonly<
  Record<ShellName, {words: (file: string) => readonly string[]; lines: readonly string[]}>
> = {
  bash: {
    words: (file) => ['--rcfile', file, '-i'],
    lines: [
      'alien() { printf "{%s}" "$@"; echo; }',
      'alien_ls() { alien ls "$@"; }',
      `. ${shellWord(join(SCRIPTS, 'alien.bash'))}`,
      `PS1='${PROMPT}'`,
    ],
  },
  zsh: {
    words: () => ['-d', '-i'],
    lines: [
      'alien() { printf "{%s}" "$@"; echo }',
      'alien_ls() { alien ls "$@" }',
      `. ${shellWord(join(SCRIPTS, 'alien.zsh'))}`,
      `PS1='${PROMPT}'`,
    ],
  },
  fish: {
    words: (file) => ['--no-config', '-C', `source ${shellWord(file)}`, '-i'],
    lines: [
      'function alien; printf "{%s}" $argv; echo; end',
      'function alien_ls; alien ls $argv; end',
      `source ${shellWord(join(SCRIPTS, 'alien.fish'))}`,
      `function fish_prompt; echo -n '${PROMPT}'; end`,
      'function fish_greeting; end',
    ],
  },
};

// eslint-disable-next-line no-control-regex -- these are what a terminal would obey
const OBEYED = /\x1b\][^\x07]*\x07|\x1b[[(][0-9;?]*[A-Za-z]|\x1b[=>]/g;

/** ms without a new character, after which a test fails */
const PATIENCE = 20_000;

/** A shell of a user in a real terminal, in which `alien` prints its words and TAB completes them. */
export class ShellPrompt implements AsyncDisposable {
  readonly #pty;
  readonly #ended = Promise.withResolvers<void>();
  #seen = '';
  #whenSeen: () => void = () => undefined;

  private constructor(
    shell: ShellName,
    env: Readonly<Record<string, string>>,
    cwd: string,
    first: readonly string[],
  ) {
    const file = join(cwd, '.zshrc'); // the name that zsh wants
    writeFileSync(file, [...first, ...START[shell].lines].join('\n'));
    this.#pty = spawn(shell, [...START[shell].words(file)], {
      cwd,
      env: {...env, ZDOTDIR: cwd, TERM: 'xterm'},
      cols: 400,
      rows: 50,
    });
    this.#pty.onExit(() => this.#ended.resolve());
    this.#pty.onData((data) => {
      this.#seen += data;
      this.#whenSeen();
    });
  }

  /** Start one that has read the script. @param first lines that it reads before that */
  static async open(
    shell: ShellName,
    env: Readonly<Record<string, string>>,
    cwd: string,
    first: readonly string[] = [],
  ): Promise<ShellPrompt> {
    const prompt = new ShellPrompt(shell, env, cwd, first);
    await prompt.#until(new RegExp(PROMPT));
    return prompt;
  }

  /** Type keys and then Enter. @returns the words that the command got: `{ls}{results/}` */
  async type(keys: string): Promise<string> {
    this.#seen = '';
    this.#pty.write(`${keys}\r`);
    const [words = ''] = await this.#until(/^\{.*\}(?=\r?\n)/m);
    await this.#until(new RegExp(`\\}\\r?\\n[^]*${PROMPT}`));
    return words;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pty.kill('SIGKILL');
    await this.#ended.promise;
  }

  get #text(): string {
    return this.#seen.replace(OBEYED, '').replaceAll('\r\r\n', '\r\n');
  }

  async #until(expected: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = expected.exec(this.#text);
      if (match !== null) return match;
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      this.#whenSeen = resolve;
      const limit = setTimeout(
        () => reject(new Error(`Not on the screen: ${expected} in ${this.#text}`)),
        PATIENCE,
      );
      await promise.finally(() => clearTimeout(limit));
    }
  }
}
