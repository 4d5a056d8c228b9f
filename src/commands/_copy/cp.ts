import {Args, Flags} from '@oclif/core';
import {CopyCommand} from '../../lib/cli/copy/copy-command.ts';
import {ambiguousFlags, legacyFlags, refuseAmbiguous} from '../../lib/cli/copy/legacy-flags.ts';
import {inOwnHome, operandsInOwnHome} from '../../lib/cli/copy/own-home.ts';
import {copyOperands} from '../../lib/cli/copy/operands.ts';
import {selectionFlags, selectionFrom} from '../../lib/cli/copy/selection-flags.ts';
import {refuseMistyped} from '../../lib/cli/words/mistyped-flags.ts';
import {standardStreams} from '../../lib/cli/copy/standard-streams.ts';
import {storageWishes, transferFlags, transferSettings} from '../../lib/cli/copy/transfer-flags.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {readText} from '../../lib/copy/read-text.ts';

export default class Cp extends CopyCommand {
  static override description =
    'Copy files and directories between this machine and the grid. A local name is written file:NAME, one on the ' +
    'grid alien:NAME; one prefix decides for both sides. What exists with the same content is skipped.';
  static override examples = [
    '<%= config.bin %> cp file:results.root alien:~/analysis/',
    '<%= config.bin %> cp alien:~/analysis/ file:./analysis',
    '<%= config.bin %> cp -T 32 alien:/alice/data/2024/run/ file:data',
    '<%= config.bin %> cp file:big.root alien:~/big.root@disk:3',
    '<%= config.bin %> cp alien:/alice/data/2024/run/ file:data --glob "*.root" --minsize 1M',
    'make-list | <%= config.bin %> cp - alien:~/list.txt',
    '<%= config.bin %> cp --input list-of-copies.txt',
    '<%= config.bin %> cp --collection wn.xml file:data',
  ];
  static override usage = [
    'cp [OPTIONS] SOURCE... DESTINATION',
    'cp [OPTIONS] --input LIST',
    'cp [OPTIONS] --collection COLLECTION DESTINATION',
  ];
  static override strict = false;
  static override readonly completes = {dst: 'copy', collection: 'copy'} as const;
  static override args = {
    source: Args.string({
      description: 'what to copy: files, directories (with a slash at the end: what is in it), - for stdin',
      ignoreStdin: true, // it may be the list
    }),
    destination: Args.string({description: 'a new name, or a directory, - for stdout', ignoreStdin: true}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'compare what exists by md5, whatever the times say'}),
    'size-only': Flags.boolean({
      description: 'skip what exists with the same size, even if it is older',
      exclusive: ['force'],
    }),
    'no-clobber': Flags.boolean({
      aliases: ['ignore-existing'],
      description: 'skip what exists, whatever it holds',
      exclusive: ['force', 'size-only'],
    }),
    parent: Flags.integer({
      description: 'directories above the source to keep at the destination',
      default: 0,
      min: 0,
    }),
    rmprefix: Flags.integer({
      description: 'directories at the beginning of the full source path to leave out, keeping the others',
      default: 0,
      min: 0,
    }),
    input: Flags.string({description: 'a list with a source and a destination a line (-: stdin)'}),
    dst: Flags.string({description: 'a directory for all names, which keep their paths below it'}),
    collection: Flags.string({
      description: 'an XML collection, here or on the grid: all its files go to the directory DESTINATION',
    }),
    ...transferFlags,
    ...selectionFlags,
    ...legacyFlags,
    ...ambiguousFlags,
  };

  protected async execute(): Promise<void> {
    refuseMistyped('cp', this.argv, {...Cp.baseFlags, ...Cp.flags});
    const {argv, flags} = await this.parse(Cp);
    refuseAmbiguous(flags);
    const {context} = this;
    const {cwd, env} = context;
    const read = async (name: string) => {
      const services = {
        grid: this.grid,
        storage: await this.openStorage(storageWishes(flags)),
        cwd,
      };
      return readText(inOwnHome(name, env), services, this.signal);
    };
    const named = await copyOperands(argv, flags, read, context);
    await using streams = await standardStreams(named, context.stdin, this.signal);
    const isPrinted = 'destination' in named && named.destination === '-';
    if (isPrinted && this.isJson) throw new UserError('A file that goes to stdout cannot be told as JSON.');
    const request = {
      ...operandsInOwnHome(streams.operands, env),
      ...transferSettings(flags, this.context),
      force: flags.force,
      sizeOnly: flags['size-only'],
      keepExisting: flags['no-clobber'],
      parents: flags.parent,
      skippedPrefix: flags.rmprefix,
      selection: selectionFrom(flags),
      ...(streams.operands !== named && {filesOnly: true}),
    };
    const quiet = flags.quiet || isPrinted; // stdout is for the content
    await this.showCopy({...flags, quiet}, false, (services, options) =>
      context.program.engines.copy(request, services, options),
    );
    const path = context.exitCode === 0 ? await streams.printed() : undefined;
    if (path !== undefined) await this.out.file(path);
  }
}
