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

  /**
   * Wait for a new prompt.
   * @returns what was printed between it and the one before
   */
  async prompt(): Promise<string> {
    let printed = '';
    // All is looked at in the same moment: a line that is drawn anew has no prompt for a moment.
    await this.until(() => {
      const prompts = this.#prompts();
      if (prompts.length <= this.#seen || !this.#isFree()) return false;
      const [from = 0, to = 0] = prompts.slice(-2);
      printed = this.lines.slice(from + 1, to).join('\n');
      this.#seen = prompts.length;
      return true;
    });
    return printed;
  }

  /** Enter a line, and wait for the next prompt. @returns what was printed in between */
  async enter(line: string): Promise<string> {
    this.type(`${line}\r`);
    return await this.prompt();
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
