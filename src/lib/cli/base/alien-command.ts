import {Command, Flags, type Interfaces} from '@oclif/core';
import type {Completes} from '../../completion/model.ts';
import {refuseEmptyName} from '../../paths/empty-name.ts';
import type {Output} from '../show/output.ts';
import {ignoredNote} from '../words/ignored-flag.ts';
import {ownSpelling, splitPassedWords} from '../words/legacy-arguments.ts';
import {refuseMistyped} from '../words/mistyped-flags.ts';
import {reportFailure} from './failure.ts';
import {runOf} from './run-of.ts';
import type {Run} from './run.ts';

/**
 * The base of all commands, ours and those of plugins. A command is a guest in its process: it implements
 * `execute`, takes what is around it from `context`, writes through `out`, and keeps no state between runs.
 */
export abstract class AlienCommand extends Command {
  static override baseFlags: {json: Interfaces.BooleanFlag<boolean>} = {
    json: Flags.boolean({description: 'print JSON', helpGroup: 'GLOBAL'}),
  };

  /** What operands and values of flags are, by their names, for completion; for what the names do not tell. */
  static readonly completes?: Completes | undefined;

  /** What stands behind its first operand is for another program. */
  static readonly passesWords?: boolean | undefined;

  /** The schema of its JSON: `schemas/NAME.json`. Where there is nothing to choose, `results` with what was printed. */
  static readonly shape: string = 'results';

  /** What the command does. Throw an AlienError for what the person should know; anything else is a bug. */
  protected abstract execute(): Promise<void>;

  /** The one way out for text. */
  protected get out(): Output {
    return this.context.out;
  }

  /** Whether the person wants JSON, by option, variable or file. What is printed as text becomes JSON by itself. */
  protected get isJson(): boolean {
    return this.out.isJson;
  }

  /** Whether its JSON is one object a line, as things happen, and not one document. */
  protected get printsLines(): boolean {
    return false;
  }

  /** Whether a shell runs what it prints. Then no variable makes JSON of it, only --json does. */
  protected get printsCode(): boolean {
    return false;
  }

  /** Aborted when the run is stopped, by Ctrl-C say; then clean up within a second and throw the reason. */
  protected get signal(): AbortSignal {
    return this.context.interrupt.signal;
  }

  /** The run of this command: variables, directory, output, interrupt, and the program around it. */
  protected get context(): Run {
    return runOf(this.config);
  }

  /** The exit code of a command that ends without an error (0 unless set). */
  protected setExitCode(code: number): void {
    this.context.exitCode = code;
  }

  /**
   * Read the words of the command line, none of which may be empty; `argv` are all operands.
   * @throws {UserError} 22 for an empty name or value: an unset variable, which would mean the home
   */
  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Parsed<F, B, A>> {
    const words = ownSpelling(this.ctor, argv ?? this.argv);
    // What oclif would take apart is named as a whole: `-size` is not `-s` and `-ize`.
    refuseMistyped(this.id ?? '', words, {...this.ctor.baseFlags, ...this.ctor.flags}, true);
    const parsed = await super.parse(options, words);
    const operands = parsed.argv.map(String);
    for (const operand of operands) refuseEmptyName(operand);
    for (const token of parsed.raw) {
      if (token.type === 'flag') refuseEmptyName(token.input, `The value of --${token.flag}`);
    }
    if (parsed.flags['quiet'] !== true)
      this.#sayIgnored(parsed.raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : [])));
    return {...parsed, argv: operands};
  }

  #sayIgnored(names: readonly string[]): void {
    const {told} = this.context.series;
    const note = ignoredNote(names, this.ctor.flags);
    if (note === undefined || told.has(note)) return;
    told.add(note);
    this.out.note(note);
  }

  /** @returns the exit code; a failure is reported here and does not leave the command */
  override async run(): Promise<number> {
    try {
      // What stands behind the first operand may be for another program: its `--json` too.
      const {passesWords} = this.ctor as typeof AlienCommand;
      const own = passesWords ? splitPassedWords(this.argv).own : this.argv;
      const words = ownSpelling(this.ctor, own);
      await this.context.chooseForm(words, this.printsLines, this.printsCode ? 'words' : 'all');
      await this.execute();
      this.out.end();
      return this.context.exitCode;
    } catch (error) {
      return reportFailure(error, this.out, this.id, this.ctor.flags);
    }
  }
}

type Values = Record<string, unknown>;

/** What oclif parses, the operands as the text that they are. */
type Parsed<F extends Values, B extends Values, A extends Values> = Omit<
  Interfaces.ParserOutput<F, B, A>,
  'argv'
> & {readonly argv: string[]};
