import {AlienCommand} from '../../lib/cli/base/alien-command.ts';

export default class Version extends AlienCommand {
  static override readonly shape = 'version';
  static override description = 'Show the version of this program and of what it runs on.';

  protected async execute(): Promise<void> {
    await this.parse(Version);
    const facts = {
      alien: this.config.version,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      location: this.config.root,
    };
    if (this.isJson) return this.out.json(facts);
    for (const [name, value] of Object.entries(facts)) this.out.line(`${name.padEnd(9)} ${value}`);
  }
}
