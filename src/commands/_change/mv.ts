import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {replacementsOf} from '../../lib/cli/copy/copy-services.ts';
import {moveEntries, type ReplaceFile} from '../../lib/catalogue/move.ts';
import {mendEarlier} from '../../lib/copy/replace/mend-replacements.ts';
import {replaceByFile} from '../../lib/copy/replace/replace-by-file.ts';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {UserError} from '../../lib/errors/errors.ts';

export default class Mv extends GridCommand {
  static override description = 'Move or rename files and directories on the grid.';
  static override examples = [
    '<%= config.bin %> mv old.root new.root',
    '<%= config.bin %> mv a.root b.root results/',
  ];
  static override strict = false;
  static override readonly completes = {source: 'lfn'} as const;
  static override args = {
    source: Args.string({
      description: 'what to move; several names need a directory as target',
      required: true,
    }),
    target: Args.string({description: 'new name, or the directory to move into', required: true}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'replace a file that has the new name'}),
  };

  protected async execute(): Promise<void> {
    const {argv: names, flags} = await this.parse(Mv);
    const intoDirectory = names.at(-1)?.endsWith('/') === true;
    const lfns = await resolveLfns(this.grid, names, {signal: this.signal});
    const target = lfns.pop();
    if (target === undefined || lfns.length === 0) throw new UserError('mv needs a source and a target.');
    const {grid, signal} = this;
    const journal = await replacementsOf(this.context);
    const tell = (text: string): void => this.out.note(text);
    await mendEarlier({grid, journal}, signal, tell);
    const replace: ReplaceFile = async (file, occupant) => {
      const warning = await replaceByFile(grid, file, occupant, journal);
      if (warning !== undefined) tell(`${occupant.lfn}: ${warning}`);
    };
    await moveEntries(grid, lfns, target, {intoDirectory, signal, ...(flags.force && {replace})});
    for (const source of lfns) this.out.result({source, target});
  }
}
