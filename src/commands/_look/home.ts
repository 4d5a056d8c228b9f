import {gridDirectory} from '../../lib/cli/base/grid-directory.ts';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';

export default class Home extends GridCommand {
  static override description = 'Print your home directory on the grid.';
  static override examples = ['<%= config.bin %> home'];

  protected async execute(): Promise<void> {
    await this.parse(Home);
    const {home} = await gridDirectory(this.context);
    const directory = home.endsWith('/') ? home : `${home}/`;
    this.out.result({directory}, directory);
  }
}
