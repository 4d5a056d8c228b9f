import {AlienCommand} from '@alien-grid/cli/command';
import {selection} from '../selection.ts';

export default class SandboxReset extends AlienCommand {
  static override readonly shape = 'sandbox-reset';
  static override description =
    'Empty a sandbox: all its files and directories go, its users and certificates stay. If it runs, it is restarted.';
  static override examples = ['<%= config.bin %> sandbox reset'];
  static override flags = selection;

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxReset);
    const {requireSandbox} = await import('../../box/existing.ts');
    const {resetSandbox} = await import('../../box/reset.ts');
    const {restarted} = await resetSandbox(requireSandbox(flags), flags.name);
    if (this.isJson) return this.out.json({name: flags.name, restarted});
    this.out.line(`The sandbox \`${flags.name}\` is empty${restarted ? ' and runs again' : ''}.`);
  }
}
