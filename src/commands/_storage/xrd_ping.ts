import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {storageServers} from '../../lib/sites/storage-servers.ts';
import {AlienError} from '../../lib/errors/errors.ts';
import {pingServer} from '../../lib/storage/probe-server.ts';

export default class XrdPing extends GridCommand {
  static override description = 'Measure how fast storage servers answer.';
  static override examples = [
    '<%= config.bin %> xrd_ping ALICE::CERN::EOS',
    '<%= config.bin %> xrd_ping -c 10 host:1094',
  ];
  static override strict = false;
  static override args = {
    server: Args.string({description: 'storage elements, or host:port', required: true}),
  };
  static override flags = {
    count: Flags.integer({char: 'c', description: 'how often each', default: 3, min: 1, max: 1000}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(XrdPing);
    for (const {name, url} of await storageServers(this.grid, argv, false, {signal: this.signal})) {
      try {
        const times = await pingServer(url, flags.count, this.signal);
        this.out.result({server: name, milliseconds: times}, `${name}: ${summary(times)}`);
      } catch (error) {
        if (!(error instanceof AlienError)) throw error;
        this.out.partFailed({server: name}, name, error);
        this.setExitCode(error.exitCode);
      }
    }
  }
}

/** @param times in ms, one at least */
function summary(times: readonly number[]): string {
  const average = times.reduce((sum, time) => sum + time, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - average) ** 2, 0) / times.length);
  const values = [Math.min(...times), average, Math.max(...times), deviation].map((value) =>
    value.toFixed(3),
  );
  return `rtt min/avg/max/mdev (ms) = ${values.join('/')}`;
}
