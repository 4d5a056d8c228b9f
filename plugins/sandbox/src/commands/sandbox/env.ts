import {AlienCommand, Flags} from '@alien-grid/cli/command';
import {selection} from '../selection.ts';

export default class SandboxEnv extends AlienCommand {
  static override readonly shape = 'sandbox-variables';
  static override description =
    'Print the shell commands that make `alien`, and just as well alien.py, use a sandbox.';
  static override examples = [
    'eval "$(<%= config.bin %> sandbox env)"',
    '<%= config.bin %> sandbox env --fish | source',
  ];
  static override flags = {
    ...selection,
    user: Flags.string({default: 'demo', helpValue: 'NAME', description: 'Be this user of the sandbox.'}),
    csh: Flags.boolean({description: 'For csh and tcsh.', exclusive: ['fish']}),
    fish: Flags.boolean({description: 'For fish.'}),
  };

  protected override get printsCode(): boolean {
    return true;
  }

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxEnv);
    const {environmentFor} = await import('../../box/existing.ts');
    const {exportLines} = await import('../../box/shells.ts');
    const shell = flags.csh ? 'csh' : flags.fish ? 'fish' : 'sh';
    const {lockHolder} = await import('../../box/lock.ts');
    const {layoutOf} = await import('../../box/layout.ts');
    const {flagsFor, rootOf} = await import('../../box/location.ts');
    if (lockHolder(layoutOf(rootOf(flags)).lock) === undefined) {
      this.out.note(`The sandbox is not running. Start it: alien sandbox start${flagsFor(flags)}`);
    }
    const variables = environmentFor(flags, flags.user);
    if (this.isJson) return this.out.json({variables});
    for (const line of exportLines(variables, shell)) this.out.line(line);
  }
}
