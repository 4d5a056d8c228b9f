import type {Interfaces} from '@oclif/core';
import type {Completes} from '../../completion/model.ts';
import {resolveLfns} from '../../catalogue/lookup.ts';
import {isGuid} from '../../paths/guid.ts';
import {joinValues} from '../words/legacy-arguments.ts';
import type {Errand} from './relay.ts';
import {RelayCommand} from './relay-command.ts';
import {type Differing, serverWords} from './server-words.ts';

/** A command that the central service does, as a table of what is particular to it. */
export interface ServerDeclaration {
  /** how the service calls it */
  readonly command: string;
  readonly description: string;
  /** what may stand behind the name of the command */
  readonly examples?: readonly string[];
  /** its operands; without any it takes none, and the service gets no `--` */
  readonly operands?: Interfaces.ArgInput;
  /** what operands and values of flags are, for completion; for what their names do not tell */
  readonly completes?: Completes;
  /** the last operand may come any number of times */
  readonly repeats?: boolean;
  /** The service has no option parser there: it takes `--` for an operand, so it gets none. */
  readonly positional?: boolean;
  /** The operand, by its place, that the service takes as a full LFN only; it is made one. */
  readonly fullName?: number;
  /** The operands as the service takes them. @throws {UserError} 22 for wrong ones */
  readonly telling?: (
    operands: readonly string[],
    flags: Readonly<Record<string, unknown>>,
  ) => readonly string[];
  /** each is told to the service by its letter (`serverWords`) */
  readonly flags?: Interfaces.FlagInput;
  /** flags that are told in another way */
  readonly differing?: Differing;
  /** for a command that is refused with the code 0 */
  readonly examine?: Errand['examine'];
  /** another text than the one of the service */
  readonly textOf?: Errand['textOf'];
  /** what makes the service tell more columns, for `--csv` and the like */
  readonly forColumns?: readonly string[];
  /** words that the service always gets first */
  readonly always?: readonly string[];
}

type ServerCommandClass = typeof RelayCommand &
  (new (...words: ConstructorParameters<typeof RelayCommand>) => RelayCommand);

/** Make the class of a command that only tells the service what it was told. */
export function serverCommand(declaration: ServerDeclaration): ServerCommandClass {
  const {
    command,
    operands = {},
    flags = {},
    differing,
    always = [],
    forColumns = [],
    examples = [],
  } = declaration;
  const {examine, textOf} = declaration;
  return class extends RelayCommand {
    static override description = declaration.description;
    static override examples = examples.map((words) => `<%= config.bin %> <%= command.id %> ${words}`.trim());
    static override args = operands;
    static override flags = flags;
    static override readonly completes = declaration.completes;
    static override strict = !declaration.repeats;

    protected async execute(): Promise<void> {
      const known = {...flags, ...RelayCommand.baseFlags};
      const typed = await this.parse(this.ctor, joinValues(this.argv, known));
      const argv = declaration.telling?.(typed.argv, typed.flags) ?? typed.argv;
      const words = serverWords(
        {flags, args: operands, positional: declaration.positional ?? false},
        {flags: typed.flags, argv: await this.#withFullName(argv)},
        differing,
      );
      await this.send({
        command,
        options: [...always, ...(this.table ? forColumns : []), ...words],
        examine,
        textOf,
      });
    }

    async #withFullName(argv: readonly string[]): Promise<readonly string[]> {
      const name = declaration.fullName === undefined ? undefined : argv[declaration.fullName];
      if (name === undefined || isGuid(name)) return argv;
      const [lfn = name] = await resolveLfns(this.grid, [name], {signal: this.signal});
      return argv.map((word, index) => (index === declaration.fullName ? lfn : word));
    }
  };
}
