import {AlienCommand} from '@alien-grid/cli/command';
import {selection} from '../selection.ts';

export default class SandboxStop extends AlienCommand {
  static override readonly shape = 'sandbox-stopped';
  static override description = 'Stop a sandbox. Its files stay for the next start.';
  static override examples = ['<%= config.bin %> sandbox stop'];
  static override flags = selection;

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxStop);
    const {rootOf} = await import('../../box/location.ts');
    const {stopSandbox} = await import('../../box/stop.ts');
    const stopped = await stopSandbox(rootOf(flags));
    if (this.isJson) return this.out.json({name: flags.name, running: false, stopped});
    this.out.line(`The sandbox \`${flags.name}\` ${stopped ? 'has been stopped' : 'is not running'}.`);
  }
}
