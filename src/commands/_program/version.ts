import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';

export default class Version extends AlienCommand {
  static override description = 'Show the version of this program and of what it runs on.';
  static override flags = {json: Flags.boolean({description: 'as JSON'})};

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Version);
    const facts = {
      alien: this.config.version,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      location: this.config.root,
    };
    if (flags.json) return this.out.json(facts);
    for (const [name, value] of Object.entries(facts)) this.out.line(`${name.padEnd(9)} ${value}`);
  }
}
