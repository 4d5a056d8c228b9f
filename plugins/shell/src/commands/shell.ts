import {ReadStream, WriteStream} from 'node:tty';
import {AlienCommand, Flags, reportFailure} from '@alien-grid/cli/command';

export default class Shell extends AlienCommand {
  static readonly group = 'program';
  static override readonly shape = 'several';
  static override description =
    'Type commands one after the other, in one session. "alien" alone on a terminal does the same. From a pipe it runs ' +
    'the lines that come, as "alien batch" does.';
  static override examples = [
    '<%= config.bin %>',
    "<%= config.bin %> shell -c 'cp big file:. & ls; wait'",
    '<%= config.bin %> shell --machine',
  ];
  static override flags = {
    command: Flags.string({char: 'c', description: 'run this line, and ask for no other'}),
    strict: Flags.boolean({description: 'from a pipe: stop at the first line that fails'}),
    machine: Flags.boolean({
      description: 'serve a program: orders and answers are JSON, one object a line (docs/machine-mode.md)',
      exclusive: ['command', 'strict'],
    }),
    directory: Flags.string({description: 'where to begin on the grid', hidden: true}),
    job: Flags.integer({description: 'the number of this work in the background', hidden: true}),
  };

  protected override get printsLines(): boolean {
    return true; // each command of it prints what is its own
  }

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Shell);
    const {context, config} = this;
    if (flags.machine) {
      const {serveProcess} = await import('../machine/serve-process.ts');
      return this.setExitCode(await serveProcess(context));
    }
    const {JobStore} = await import('../background/job-store.ts');
    const {BackgroundWork} = await import('../background/work.ts');
    const store = new JobStore(context.env);
    const background = new BackgroundWork(store, config.root);
    const {command, strict, directory, job} = flags;
    const output = context.out.stdout;
    if (command === undefined && context.stdin instanceof ReadStream && output instanceof WriteStream) {
      const {openShell} = await import('../session/interactive.ts');
      store.tidy();
      return this.setExitCode(
        await openShell({run: context, input: context.stdin, output, config, background}),
      );
    }
    const {runPlain} = await import('../session/plain.ts');
    let code: number;
    try {
      if (directory !== undefined) await context.launch(['cd', directory]);
      code = await runPlain(context, background, {command, strict});
    } catch (error) {
      code = reportFailure(error, this.out, this.id);
    }
    if (job !== undefined) store.ended(job, code);
    this.setExitCode(code);
  }
}
