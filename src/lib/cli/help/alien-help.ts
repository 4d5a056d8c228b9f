import {stripVTControlCharacters} from 'node:util';
import {type Command, Help, type Interfaces} from '@oclif/core';
import {reportFailure} from '../base/failure.ts';
import {runOf} from '../base/run-of.ts';
import {commandGroups} from '../show/command-groups.ts';
import {hasColours} from '../show/colours.ts';
import {harmlessStyled} from '../../words/harmless.ts';
import {relay} from '../relay/relay.ts';
import {AlienCommandHelp} from './command-help.ts';
import {CONCEPTS} from './concepts.ts';
import {firstSentence} from './first-sentence.ts';
import {isSetUp} from './is-set-up.ts';
import {overview} from './overview.ts';
import {terminalWidth} from './terminal-width.ts';
import {renderRows} from './render-rows.ts';
import {wrapWords} from './wrap-words.ts';

/** The word behind `help` that is no command. */
const CONCEPTS_WORD = 'concepts';

const OWN_NAME = 'help';

type List = Parameters<Help['renderList']>[0];

/**
 * The help: one screen to begin with, then all verbs in their groups, or one command. For a command that only the
 * central service knows, the service is asked for its own.
 */
export class AlienHelp extends Help {
  protected override CommandHelpClass = AlienCommandHelp;
  readonly #width: number;

  constructor(config: Interfaces.Config, opts: Partial<Interfaces.HelpOptions> = {}) {
    const {env, out} = runOf(config);
    const width = terminalWidth(out.stdout, env);
    super(config, {...opts, maxWidth: width});
    this.#width = width;
  }

  override async showHelp(argv: string[]): Promise<void> {
    const names = argv.filter((word) => !word.startsWith('-'));
    const [name] = names;
    if (name === undefined) return argv.includes('--all') ? this.showRootHelp() : await this.#showOverview();
    if (name === CONCEPTS_WORD && names.length === 1) return this.#showConcepts();
    const own = name === OWN_NAME ? this.config.findCommand(OWN_NAME) : undefined;
    if (own) return this.showCommandHelp(own); // oclif would leave this word out
    if (this.config.findTopic(name) !== undefined || this.config.findCommand(name)) {
      return super.showHelp(argv.filter((word) => word !== '--all'));
    }
    const run = runOf(this.config);
    try {
      await relay(run, {command: name, options: ['-h'], ownCommands: this.config.commandIDs});
    } catch (error) {
      run.exitCode = reportFailure(error, run.out, undefined);
    }
  }

  override wrap(body: string, spacing = this.indentSpacing): string {
    return wrapWords(this.render(body), this.#width - spacing);
  }

  override renderList(rows: List, {indentation}: {indentation: number}): string {
    const whole = rows.map(([name, summary]) => [name, summary?.replaceAll('\n', ' ')]); // laid out anew
    return renderRows(whole, this.#width - indentation);
  }

  /** oclif would write to the process, past what a line has behind its `|`. */
  protected override log(...texts: string[]): void {
    const {env, out} = runOf(this.config);
    const text = texts.join(' ');
    if (hasColours(out.stdout, env)) void out.drawn([harmlessStyled(text)]);
    else out.line(stripVTControlCharacters(text));
  }

  /** oclif takes `user` for a topic where there is a `sandbox user add`. */
  protected override get sortedTopics(): Interfaces.Topic[] {
    const {commandIDs} = this.config;
    return super.sortedTopics.filter(({name}) => commandIDs.some((id) => id.startsWith(`${name}:`)));
  }

  protected override summary(command: Command.Loadable): string | undefined {
    const text = super.summary(command);
    return text === undefined ? undefined : wrapWords(firstSentence(text).first, this.#width);
  }

  protected override formatCommands(commands: Command.Loadable[]): string {
    const groups = commandGroups(commands);
    if (groups.length < 2) return super.formatCommands(commands);
    const parts = groups.map((group) =>
      super.formatCommands([...group.commands]).replace('COMMANDS', group.heading),
    );
    return parts.join('\n\n');
  }

  async #showOverview(): Promise<void> {
    const hasBegun = await isSetUp(runOf(this.config).env);
    this.log(overview(String(this.config.pjson.description), this.#width, hasBegun));
  }

  #showConcepts(): void {
    const rows = CONCEPTS.map(({term, meaning}) => [term, meaning]);
    const list = this.renderList(rows, {indentation: this.indentSpacing});
    this.log(`The words of the grid\n\n${this.indent(list)}`);
  }
}
