import {Args} from '@oclif/core';
import {gridNames} from '../../lib/catalogue/lookup.ts';
import {PassingCommand} from '../../lib/cli/programs/passing-command.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {shellLine} from '../../lib/programs/shell-line.ts';
import {shellWord} from '../../lib/words/shell-word.ts';

export default class Run extends PassingCommand {
  static override description =
    'Run a program of this machine on grid files. The last word is the file, or all words that begin with alien: are. ' +
    'They are fetched, verified, put behind the program, and removed afterwards. A program in one word is read by the shell.';
  static override examples = [
    '<%= config.bin %> run md5sum data.root',
    '<%= config.bin %> run "grep -c ERROR" run.log',
    '<%= config.bin %> run diff alien:old.jdl alien:new.jdl',
  ];
  static override args = {
    program: Args.string({description: 'a program and its words', ignoreStdin: true}),
    file: Args.string({description: 'the grid file', ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const {program, names} = split(await this.passedWords(2));
    await using held = new AsyncDisposableStack();
    const files = await this.fetch(gridNames(names), held);
    await this.runHere(
      shellLine(
        program,
        files.map(({path}) => path),
      ),
    );
  }
}

function split(words: readonly string[]): {program: string; names: readonly string[]} {
  const marked = words.filter((word) => word.startsWith('alien:'));
  const names = marked.length > 0 ? marked : words.slice(-1);
  const rest = marked.length > 0 ? words.filter((word) => !word.startsWith('alien:')) : words.slice(0, -1);
  const [only] = rest;
  if (only === undefined) throw new UserError('Name the program to run, before the grid files.');
  return {program: rest.length === 1 ? only : rest.map(shellWord).join(' '), names};
}
