import {Args} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {lookUpTogether} from '../../lib/catalogue/look-up-together.ts';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {touchFiles} from '../../lib/catalogue/change.ts';
import {refusedName} from '../../lib/session/requests/expect-made.ts';

const PERMISSION_DENIED = 13;

export default class Touch extends GridCommand {
  static override description = 'Make empty files on the grid, or renew the time of those that exist.';
  static override examples = ['<%= config.bin %> touch done.flag'];
  static override strict = false;
  static override args = {name: Args.string({description: 'files to make', required: true})};

  protected async execute(): Promise<void> {
    const {argv} = await this.parse(Touch);
    const call = {signal: this.signal};
    const lfns = await resolveLfns(this.grid, argv, call);
    await touchFiles(this.grid, lfns, call);
    // the service says nothing of a touch that it did not allow
    const made = await lookUpTogether(this.grid, lfns, call);
    for (const lfn of lfns) {
      if ((await made(lfn)) === undefined) {
        throw refusedName(`You may not make ${lfn}.`, PERMISSION_DENIED, [lfn]);
      }
      this.out.result({lfn});
    }
  }
}
