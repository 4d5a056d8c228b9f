import {Args} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {ServerError} from '../../lib/errors/errors.ts';
import {exitCodeOf} from '../../lib/session/answer.ts';
import {expectSuccess} from '../../lib/session/expect-success.ts';

export default class Cd extends GridCommand {
  static override description =
    'Change the directory on the grid. The change lasts as long as the session: outside of a shell only the check remains.';
  static override examples = ['<%= config.bin %> cd /alice/data/2024'];
  static override args = {
    directory: Args.string({description: 'grid directory; your home if there is none'}),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Cd);
    const answer = await this.grid.request('cd', args.directory === undefined ? [] : [args.directory], {
      signal: this.signal,
    });
    if (exitCodeOf(answer) === 2) {
      throw new ServerError(`There is no directory ${args.directory} on the grid.`, {code: 'NO_SUCH_FILE'});
    }
    expectSuccess(answer);
    if (this.out.isTerminal) {
      this.out.note(`${answer.metadata.currentdir} is there. The next command starts in your home again.`);
    }
  }
}
