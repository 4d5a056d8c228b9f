import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {AlienError, UserError} from '../../lib/errors/errors.ts';
import {storageServers} from '../../lib/sites/storage-servers.ts';
import {serverConfiguration} from '../../lib/storage/probe-server.ts';

export default class XrdConfig extends GridCommand {
  static override description = 'Show the configuration of storage servers, one a line.';
  static override examples = [
    '<%= config.bin %> xrd_config ALICE::CERN::EOS',
    '<%= config.bin %> xrd_config -a',
  ];
  static override strict = false;
  static override args = {server: Args.string({description: 'storage elements, or host:port'})};
  static override flags = {
    all: Flags.boolean({char: 'a', description: 'all storage elements'}),
    verbose: Flags.boolean({char: 'v', description: 'each value in a line of its own'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(XrdConfig);
    if (argv.length === 0 && !flags.all)
      throw new UserError('Which servers?', {next: ['Name them, or say -a.']});
    for (const {name, url} of await storageServers(this.grid, argv, flags.all, {signal: this.signal})) {
      try {
        const configuration = await serverConfiguration(url, this.signal);
        const values = Object.entries(configuration);
        const separator = flags.verbose ? '\n  ' : ' ';
        const words = [`${name}:`, ...values.map(([key, value]) => `${key}=${value}`)];
        this.out.result({server: name, configuration}, words.join(separator));
      } catch (error) {
        if (!(error instanceof AlienError)) throw error;
        this.out.partFailed({server: name}, name, error);
        this.setExitCode(error.exitCode);
      }
    }
  }
}
