import {Args, Flags} from '@oclif/core';
import {CopyCommand} from '../../lib/cli/copy/copy-command.ts';
import {inOwnHome} from '../../lib/cli/copy/own-home.ts';
import {selectionFlags, selectionFrom} from '../../lib/cli/copy/selection-flags.ts';
import {refuseMistyped} from '../../lib/cli/words/mistyped-flags.ts';
import {transferFlags, transferSettings} from '../../lib/cli/copy/transfer-flags.ts';

export default class Sync extends CopyCommand {
  static override description =
    'Make a directory or a file like another one, on this machine or on the grid: what is missing or differs is copied, and a ' +
    'second run has nothing to do. Names are read as by cp; the contents of SOURCE come right below DESTINATION.';
  static override examples = [
    '<%= config.bin %> sync file:results alien:~/results',
    '<%= config.bin %> sync alien:/alice/data/2024/run file:run --glob "*.root"',
    '<%= config.bin %> sync --delete --dry-run file:results alien:~/results',
  ];
  static override args = {
    source: Args.string({description: 'a directory, or a file', required: true}),
    destination: Args.string({
      description:
        'the directory that gets the same contents; of a file its name, or the directory that it goes to',
      required: true,
    }),
  };
  static override flags = {
    checksum: Flags.boolean({
      aliases: ['cksum'],
      description: 'compare files of the same size by md5, not by time',
    }),
    'size-only': Flags.boolean({
      description: 'take files of the same size for the same, even if they are older',
      exclusive: ['checksum'],
    }),
    delete: Flags.boolean({description: 'delete at the destination what the source does not have'}),
    'delete-limit': Flags.string({
      description: 'how many files may be deleted: a number, or N% of those that are there',
      dependsOn: ['delete'],
    }),
    force: Flags.boolean({
      char: 'f',
      description: 'delete any number of files, even if the source is empty',
      dependsOn: ['delete'],
    }),
    ...transferFlags,
    ...selectionFlags,
  };

  protected async execute(): Promise<void> {
    refuseMistyped('sync', this.argv, {...Sync.baseFlags, ...Sync.flags});
    const {args, flags} = await this.parse(Sync);
    const {env} = this.context;
    const limit = flags['delete-limit'];
    const request = {
      source: inOwnHome(args.source, env),
      destination: inOwnHome(args.destination, env),
      ...transferSettings(flags, this.context),
      selection: selectionFrom(flags),
      checksum: flags.checksum,
      sizeOnly: flags['size-only'],
      ...(flags.delete && {remove: {force: flags.force, ...(limit !== undefined && {limit})}}),
    };
    await this.showCopy(flags, true, (services, options) =>
      this.context.program.engines.sync(request, services, options),
    );
  }
}
