import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {accessRead} from '../../lib/catalogue/access.ts';
import {gridNames, withLfns} from '../../lib/catalogue/lookup.ts';
import {AlienError} from '../../lib/errors/errors.ts';
import type {Lfn} from '../../lib/paths/lfn.ts';
import type {StoredReplica} from '../../lib/paths/replica-url.ts';
import {statReplica} from '../../lib/storage/probe-server.ts';

const INPUT_OUTPUT = 5;

export default class PfnStatus extends GridCommand {
  static override description =
    'Ask the storage elements of files for each replica: is it there, and how large is it?';
  static override examples = ['<%= config.bin %> pfn-status data/run1/x.root'];
  static override strict = false;
  static override args = {name: Args.string({description: 'LFNs, or PFNs: root://...', required: true})};
  static override flags = {
    verbose: Flags.boolean({char: 'v', description: 'time of change, and whether it is on disk, too'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(PfnStatus);
    for (const word of argv)
      for (const replica of await this.#replicasOf(word)) {
        try {
          const {size, access, modified, online} = await statReplica(replica, this.signal);
          const more = flags.verbose ? `  ${modified.toISOString()}  ${online ? 'online' : 'offline'}` : '';
          const facts = {url: replica.url, size, access, modified, online};
          this.out.result(facts, `${replica.url}  ${size}  ${access}${more}`);
        } catch (error) {
          if (!(error instanceof AlienError)) throw error;
          this.out.partFailed({url: replica.url}, replica.url, error);
          this.setExitCode(INPUT_OUTPUT);
        }
      }
  }

  async #replicasOf(word: string): Promise<readonly StoredReplica[]> {
    if (/^x?roots?:\/\//.test(word)) return [{url: word, envelope: ''}];
    const call = {signal: this.signal};
    const read = async ([lfn]: readonly Lfn[]): Promise<readonly StoredReplica[]> =>
      lfn === undefined ? [] : await accessRead(this.grid, lfn, call);
    return await withLfns(this.grid, gridNames([word]), read, call);
  }
}
