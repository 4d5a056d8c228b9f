import {fetchTemporary, type TemporaryFile} from '../../copy/fetch-temporary.ts';
import {GridCommand} from '../base/grid-command.ts';
import {runProgram} from './run-program.ts';
import type {ProgramWords} from '../../programs/shell-line.ts';

/** The base of commands that fetch grid files to show or run them here. */
export abstract class FetchingCommand extends GridCommand {
  /**
   * Fetch files, verified, into places that only this user can enter.
   * @param names of the grid, without prefix
   * @param held they are removed with it
   */
  protected async fetch(names: readonly string[], held: AsyncDisposableStack): Promise<TemporaryFile[]> {
    const services = {grid: this.grid, storage: await this.openStorage()};
    const files: TemporaryFile[] = [];
    for (const name of names) files.push(held.use(await fetchTemporary(name, services, this.signal)));
    return files;
  }

  /** Run a program with the terminal and the pipes of this run; the command ends with its exit code. */
  protected async runHere(program: ProgramWords): Promise<void> {
    this.setExitCode(await runProgram(this.context, program));
  }
}
