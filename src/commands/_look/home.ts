import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {lfnBase} from '../../lib/catalogue/lookup.ts';

export default class Home extends GridCommand {
  static override description = 'Print your home directory on the grid.';
  static override examples = ['<%= config.bin %> home'];

  protected async execute(): Promise<void> {
    await this.parse(Home);
    const place = await this.grid.place?.();
    const {home} = place?.isCertain ? place : await lfnBase(this.grid, {signal: this.signal});
    this.out.line(home.endsWith('/') ? home : `${home}/`);
  }
}
