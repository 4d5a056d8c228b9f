import type {Interfaces} from '@oclif/core';
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
  /** the last operand may come any number of times */
  readonly repeats?: boolean;
  /** The service has no option parser there: it takes every word for an operand, `--` too, so it gets none. */
  readonly positional?: boolean;
  /** each is told to the service by its letter (`serverWords`) */
  readonly flags?: Interfaces.FlagInput;
  /** flags that are told in another way */
  readonly differing?: Differing;
  /** words that the service always gets first */
  readonly always?: readonly string[];
}

type ServerCommandClass = typeof RelayCommand &
  (new (...words: ConstructorParameters<typeof RelayCommand>) => RelayCommand);

/** Make the class of a command that only tells the service what it was told. */
export function serverCommand(declaration: ServerDeclaration): ServerCommandClass {
  const {command, operands = {}, flags = {}, differing, always = [], examples = []} = declaration;
  return class extends RelayCommand {
    static override description = declaration.description;
    static override examples = examples.map((words) => `<%= config.bin %> <%= command.id %> ${words}`.trim());
    static override args = operands;
    static override flags = flags;
    static override strict = !declaration.repeats;

    protected async execute(): Promise<void> {
      const typed = await this.parse(this.ctor);
      const words = declaration.positional
        ? typed.argv
        : [...always, ...serverWords({flags, args: operands}, typed, differing)];
      await this.relay(command, words, typed.flags.json);
    }
  };
}
