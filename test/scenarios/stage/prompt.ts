import {Terminal} from './terminal.ts';

export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
export const CTRL_R = '\u0012';
export const UP = '\u001b[A';
export const DOWN = '\u001b[B';
export const RIGHT = '\u001b[C';
export const LEFT = '\u001b[D';

const PROMPT = /AliEn\[[^\]]*\]:\S+(?: local:\S+)? >/;

/** The shell of ours on a terminal, as a person uses it. */
export class ShellOnTerminal extends Terminal {
  /** how many prompts were there */
  #seen = 0;

  /** Wait for a new prompt. */
  async prompt(): Promise<void> {
    await this.until(() => this.#prompts().length > this.#seen && this.#isFree());
    this.#seen = this.#prompts().length;
  }

  /** Enter a line, and wait for the next prompt. @returns what was printed in between */
  async enter(line: string): Promise<string> {
    this.type(`${line}\r`);
    return await this.printed();
  }

  /** Wait for the next prompt. @returns what was printed between it and the one before */
  async printed(): Promise<string> {
    await this.prompt();
    const [from = 0, to = 0] = this.#prompts().slice(-2);
    return this.lines.slice(from + 1, to).join('\n');
  }

  /** What is typed behind the last prompt. */
  get typed(): string {
    return (this.lines.at(-1) ?? '').replace(new RegExp(`^.*?${PROMPT.source}`), '');
  }

  #prompts(): number[] {
    return this.lines.flatMap((line, at) => (PROMPT.test(line) ? [at] : []));
  }

  #isFree(): boolean {
    return new RegExp(`${PROMPT.source}$`).test(this.lines.at(-1) ?? '');
  }
}
