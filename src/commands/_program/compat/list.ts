import {join} from 'node:path';
import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {OLD_NAMES, calledAs} from '../../../lib/cli/lines/called-as.ts';
import {NameLinks} from '../../../lib/cli/lines/name-links.ts';

/** How a state is called in the list. */
const WORDS = {ours: 'this program', foreign: 'another program', absent: '-'};

export default class CompatList extends AlienCommand {
  static override readonly shape = 'names';
  static override description =
    'List the names that scripts call, and the command that each stands for; with a directory, also what it has there.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> ~/bin',
  ];
  static override readonly completes = {directory: 'local-directory'} as const;
  static override args = {directory: Args.string({description: 'a directory that may have links'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(CompatList);
    const {directory} = args;
    const states =
      directory === undefined
        ? undefined
        : new Map(new NameLinks(this.context.path(directory), join(this.config.root, 'bin/alien')).states());
    const rows = OLD_NAMES.map((name) => {
      const {verb} = calledAs(name);
      const state = states?.get(name);
      return {name, command: verb === undefined ? 'alien' : `alien ${verb}`, ...(state && {state})};
    });
    if (this.isJson) return this.out.json(rows);
    for (const {name, command, state} of rows) {
      const there = state === undefined ? '' : `  ${WORDS[state]}`;
      this.out.line(`${name.padEnd(20)}${there === '' ? command : command.padEnd(20)}${there}`);
    }
  }
}
