import {realpathSync} from 'node:fs';
import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';

export default class Version extends AlienCommand {
  static override readonly shape = 'version';
  static override description =
    'Show the version of this program and of what it runs on. With --check, look whether there is a newer release.';
  static override examples = ['<%= config.bin %> version', '<%= config.bin %> version --check'];
  static override flags = {
    check: Flags.boolean({
      description:
        'ask the package registry for the newest release, and say how to get it; exit code 0 either way',
    }),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Version);
    const facts = {
      alien: this.config.version,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      location: this.config.root,
    };
    if (flags.check) return this.#check(facts);
    if (this.isJson) return this.out.json(facts);
    for (const [name, value] of Object.entries(facts)) this.out.line(`${name.padEnd(9)} ${value}`);
  }

  async #check(facts: {readonly alien: string; readonly location: string}): Promise<void> {
    const {newestRelease} = await import('../../lib/cli/programs/newest-release.ts');
    const {installedForm, updateAdvice} = await import('../../lib/programs/installed-form.ts');
    const {default: compare} = await import('semver/functions/compare.js');
    const settings = await this.context.settings();
    const newest = await newestRelease('@alien-grid/cli', settings.get('update.url'), {
      root: realpathSync(facts.location),
      env: {...this.context.env},
      cwd: facts.location,
      signal: this.signal,
    });
    const form = installedForm(realpathSync(facts.location));
    const isNewer = compare(newest, facts.alien) > 0;
    const update = isNewer ? updateAdvice(form, newest) : null;
    if (this.isJson) return this.out.json({...facts, newest, form, update});
    if (update === null)
      return this.out.line(`alien ${facts.alien} is up to date: the newest release is ${newest}.`);
    this.out.line(`alien ${newest} is out; this is ${facts.alien}.`);
    this.out.line(`  > To update: ${update}`);
  }
}
