import {AlienCommand, Args, UserError} from '@alien-grid/cli/command';
import {AliasFile} from '../alias-file.ts';

/** Without these there would be no way back. */
const KEPT = new Set(['alias', 'unalias']);

const NAME = /^[^\s=#'"\\$`|&;<>()/-][^\s=#'"\\$`|&;<>()/]*$/;

export default class Alias extends AlienCommand {
  static readonly group = 'program';
  static override description =
    'Give a word a meaning of your own: a command and its first words, or several with ; between them. It holds where ' +
    'it is the first word. $1, $2 and $@ are the words behind it; without these they go to the end. Without a ' +
    'definition all aliases are shown. They are in ~/.alienpy_aliases.';
  static override examples = [
    "<%= config.bin %> alias l='ls -l'",
    "<%= config.bin %> alias keep='cp alien:$1 file:kept/; rm $1'",
    '<%= config.bin %> alias l',
    '<%= config.bin %> alias',
  ];
  static override strict = false;
  static override readonly completes = {definition: 'alias'} as const;
  static override args = {
    definition: Args.string({description: 'NAME=MEANING to define, NAME to show', ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Alias);
    const file = new AliasFile(this.context.env);
    const aliases = file.read();
    if (argv.length === 0) for (const [name, value] of aliases) this.#show(name, value);
    if (argv.length === 0 && aliases.size === 0)
      this.out.note("There are no aliases. To define one: alien alias l='ls -l'");
    for (const word of argv) {
      const at = word.indexOf('=');
      const name = at === -1 ? word : word.slice(0, at);
      if (at === -1) this.#show(name, meaningOf(name, aliases));
      else await file.define(checked(name), meaning(word.slice(at + 1), name));
    }
  }

  #show(name: string, value: string): void {
    this.out.result({name, value}, `${name}=${value}`);
  }
}

function meaningOf(name: string, aliases: ReadonlyMap<string, string>): string {
  const value = aliases.get(name);
  if (value === undefined)
    throw new UserError(`There is no alias ${name}.`, {
      code: 'NO_SUCH_FILE',
      next: [`To define it: alien alias ${name}='ls -l'`],
    });
  return value;
}

function checked(name: string): string {
  if (KEPT.has(name))
    throw new UserError(`${name} keeps its meaning: without it there would be no way back.`);
  if (!NAME.test(name))
    throw new UserError(`"${name}" cannot be an alias: it is one word without quotes and signs of a shell.`);
  return name;
}

function meaning(value: string, name: string): string {
  if (value.includes('\n'))
    throw new UserError(`The meaning of ${name} is one line: write ; between commands.`);
  const text = value.trim();
  if (text === '')
    throw new UserError(`${name} has no meaning.`, {next: [`To remove it: alien unalias ${name}`]});
  return text;
}
