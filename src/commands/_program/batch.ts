import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {LineRunner} from '../../lib/cli/lines/line-runner.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {EXIT} from '../../lib/errors/exit-codes.ts';
import {openNamedStream} from '../../lib/files/named-stream.ts';
import {logicalLines} from '../../lib/lines/logical-lines.ts';

/** So many batches may run one another. */
const DEEPEST = 20;

export default class Batch extends AlienCommand {
  static override description =
    'Run the commands of a file, one a line, in one session: "cd" holds for the lines behind it. The exit code is that ' +
    'of the last command. "alien FILE", "alien < FILE" and "alien \'COMMAND; COMMAND\'" do the same.';
  static override examples = [
    '<%= config.bin %> batch --strict submit-all.txt',
    "<%= config.bin %> batch -c 'cd results && ls -l | wc -l; pwd'",
  ];
  static override readonly shape = 'several';
  static override readonly completes = {file: 'local'} as const;
  static override args = {
    file: Args.string({description: 'the lines; stdin if there is none or it is -', ignoreStdin: true}),
  };
  static override flags = {
    command: Flags.string({char: 'c', description: 'run this line, and no file'}),
    strict: Flags.boolean({description: 'stop at the first line that fails'}),
  };

  protected override get printsLines(): boolean {
    return true; // each command of it prints what is its own
  }

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Batch);
    const {context} = this;
    const {file = '-'} = args;
    if (flags.command !== undefined && args.file !== undefined)
      throw new UserError('Give a line with --command, or a file, not both.');
    if (++context.series.batches > DEEPEST) {
      context.series.finish(EXIT.LINK_LOOP);
      throw new UserError(`${file} runs itself, or ${DEEPEST} batches run one another.`, {code: 'LINK_LOOP'});
    }
    const isStdinTaken = flags.command === undefined && file === '-';
    const runner = new LineRunner(context, {strict: flags.strict, isStdinTaken});
    if (flags.command === undefined) {
      const stream = isStdinTaken ? context.stdin : openNamedStream(context.path(file));
      for await (const {text, number} of logicalLines(stream, isStdinTaken ? 'stdin' : file)) {
        await runner.runLine(text, number);
        if (runner.isOver) break;
      }
    } else {
      await runner.runLine(flags.command);
    }
    context.series.batches--;
    this.setExitCode(runner.exitCode);
  }
}
