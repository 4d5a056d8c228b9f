import {AlienCommand, Flags} from '@alien-grid/cli/command';

export default class Shell extends AlienCommand {
  static readonly group = 'program';
  static override readonly shape = 'several';
  static override description =
    'Type commands one after the other, in one session. "alien" alone on a terminal does the same.';
  static override examples = ['<%= config.bin %> shell', '<%= config.bin %> shell --machine'];
  static override flags = {
    machine: Flags.boolean({
      description: 'serve a program: orders and answers are JSON, one object a line (docs/machine-mode.md)',
    }),
  };

  protected override get printsLines(): boolean {
    return true; // each command of it prints what is its own
  }

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Shell);
    const {context} = this;
    if (flags.machine) {
      const {serveProcess} = await import('../machine/serve-process.ts');
      return this.setExitCode(await serveProcess(context));
    }
  }
}
