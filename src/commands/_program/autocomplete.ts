import {basename} from 'node:path';
import {Args} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {install, isInstalled, placesOf} from '../../lib/cli/completion/install.ts';
import {isShell, SHELLS} from '../../lib/completion/question.ts';

const WHAT =
  'TAB completes commands, options, names on the grid and on this machine, storage elements\n(behind @), jobs, states and users.\n';

export default class Autocomplete extends AlienCommand {
  static override description =
    'Complete commands, options and names with the TAB key. Name your shell to install it: that adds one line to ' +
    '.bashrc or .zshrc; fish needs none. Without a shell it says what is installed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> bash',
  ];
  static override args = {
    shell: Args.string({description: 'your shell', options: [...SHELLS], ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Autocomplete);
    if (args.shell === undefined) return this.#explain();
    if (!isShell(args.shell)) return;
    const {shell} = args;
    const {env} = this.context;
    const {script, startFile} = placesOf(shell, env);
    const isNew = install(shell, env, this.config.root);
    const lines = [
      `Written: ${script}`,
      ...(startFile === undefined ? [] : [`${isNew ? 'One line added to' : 'Its line is in'} ${startFile}`]),
      'New shells complete alien, alien.py, alien_cp and so on. In this one, run:',
      `  ${shell === 'fish' ? 'source' : '.'} ${script}`,
    ];
    for (const line of lines) this.out.note(line);
  }

  #explain(): void {
    const {env} = this.context;
    const {bin} = this.config;
    if (!this.isJson) this.out.line(WHAT);
    for (const shell of SHELLS) {
      const installed = isInstalled(shell, env);
      const state = installed ? 'installed' : `to install it: ${bin} autocomplete ${shell}`;
      this.out.result({shell, installed}, `  ${shell.padEnd(4)}  ${state}`);
    }
    const own = basename(env['SHELL'] ?? '');
    if (own !== '' && !isShell(own)) this.out.note(`There is none for ${own}.`);
  }
}
