import {type Command, Help, type Interfaces} from '@oclif/core';
import {reportFailure} from '../base/failure.ts';
import {runOf} from '../base/run-of.ts';
import {commandGroups} from '../show/command-groups.ts';
import {relay} from './relay.ts';

/**
 * oclif's help, with the verbs in their groups. For a command that only the central service knows, the service is asked
 * for its own.
 */
export class AlienHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const [name] = argv.filter((word) => !word.startsWith('-'));
    const known =
      name === undefined || this.config.findTopic(name) !== undefined || this.config.findCommand(name);
    if (known) return super.showHelp(argv);
    const run = runOf(this.config);
    try {
      await relay(run, {command: name, options: ['-h'], ownCommands: this.config.commandIDs});
    } catch (error) {
      run.exitCode = reportFailure(error, run.out, undefined);
    }
  }

  /** oclif would write to the process, past what a line has behind its `|`. */
  protected override log(...texts: string[]): void {
    runOf(this.config).out.line(texts.join(' '));
  }

  /** oclif takes `user` for a topic where there is a `sandbox user add`. */
  protected override get sortedTopics(): Interfaces.Topic[] {
    const {commandIDs} = this.config;
    return super.sortedTopics.filter(({name}) => commandIDs.some((id) => id.startsWith(`${name}:`)));
  }

  protected override formatCommands(commands: Command.Loadable[]): string {
    const groups = commandGroups(commands);
    if (groups.length < 2) return super.formatCommands(commands);
    const parts = groups.map((group) =>
      super.formatCommands([...group.commands]).replace('COMMANDS', group.heading),
    );
    return parts.join('\n\n');
  }
}
