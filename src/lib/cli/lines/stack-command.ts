import {GridCommand} from '../base/grid-command.ts';
import {changeGridDirectory, gridDirectory} from '../base/grid-directory.ts';
import type {DirectoryStack} from './directory-stack.ts';

/** The base of the commands that keep directories on the grid aside. */
export abstract class StackCommand extends GridCommand {
  /** The words with the positions, `-1` say, where oclif does not take them for flags. */
  protected get sortedWords(): string[] {
    const isFlag = (word: string): boolean => /^-[A-Za-z-]/.test(word);
    return [...this.argv.filter(isFlag), '--', ...this.argv.filter((word) => !isFlag(word))];
  }

  protected async stack(): Promise<DirectoryStack> {
    const {cwd} = await gridDirectory(this.context);
    return [bare(cwd), ...this.context.series.directories];
  }

  /** Go to the first directory of a stack, keep the others, and print all. */
  protected async settle([top, ...others]: DirectoryStack, before: DirectoryStack): Promise<void> {
    const {context} = this;
    let cwd = top;
    if (top !== before[0]) cwd = bare((await changeGridDirectory(context, top)).metadata.currentdir);
    context.series.directories = others;
    await this.show([cwd, ...others]);
  }

  /** Print directories in one line; what is in the home begins with `~`. */
  protected async show(directories: readonly string[]): Promise<void> {
    if (this.isJson) return directories.forEach((directory) => this.out.result({directory}));
    const home = bare((await gridDirectory(this.context)).home);
    const short = (directory: string): string => {
      const isInHome = directory === home || directory.startsWith(`${home}/`);
      return isInHome ? `~${directory.slice(home.length)}` : directory;
    };
    this.out.line(directories.map(short).join(' '));
  }
}

/** Without the slash at its end. */
function bare(directory: string): string {
  return directory === '/' ? directory : directory.replace(/\/$/, '');
}
