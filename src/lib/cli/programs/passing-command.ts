import {Flags} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {ignoredFlag} from '../words/ignored-flag.ts';
import {splitPassedWords} from '../words/legacy-arguments.ts';
import {FetchingCommand} from './fetching-command.ts';

/** The base of commands that hand the words behind their first operand to another program. */
export abstract class PassingCommand extends FetchingCommand {
  static override readonly passesWords = true;
  static override readonly shape: string = 'several';
  static override strict = false;
  static override flags = {
    force: Flags.boolean({hidden: true, description: 'files are always fetched afresh'}),
    noout: ignoredFlag('what the program prints is not held back'),
  };

  protected override get printsLines(): boolean {
    return true; // what the program prints is its own
  }

  /**
   * The words for the program, as they were typed.
   * @throws {UserError} 22 where there are fewer than `least`
   */
  protected async passedWords(least: number): Promise<readonly string[]> {
    const {own, others} = splitPassedWords(this.argv);
    const [first] = others;
    await this.parse(PassingCommand, [...own, ...(first === undefined ? [] : [first])]);
    if (others.length >= least) return others;
    throw new UserError('Name what to run.', {next: [`See "alien ${this.id} --help".`]});
  }
}
