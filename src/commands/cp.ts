import {Args, Flags, type Interfaces} from '@oclif/core';
import {legacyFlags, legacyNotes} from '../lib/cli/copy-legacy-flags.ts';
import {copyOperands} from '../lib/cli/copy-operands.ts';
import {openReporter} from '../lib/cli/copy-progress.ts';
import {failureTable, summaryLine, warningLines} from '../lib/cli/copy-progress-summary.ts';
import {selectionFlags, selectionFrom} from '../lib/cli/copy-selection-flags.ts';
import {type CopyReport, openReport} from '../lib/cli/copy-report.ts';
import {GridCommand} from '../lib/cli/grid-command.ts';
import {copy} from '../lib/copy/copy.ts';
import {exitCodeOfCopy} from '../lib/copy/exit-code.ts';
import {journalDirectory, ReplacementJournal} from '../lib/copy/replacement-journal.ts';
import type {CopyList, CopyOperands} from '../lib/copy/request.ts';
import {XrootdStorage} from '../lib/storage/xrootd-storage.ts';

type CopyFlags = Interfaces.InferredFlags<typeof Cp.flags>;

export default class Cp extends GridCommand {
  static override description =
    'Copy files and directories between this machine and the grid. A local name is written file:NAME, one on the ' +
    'grid alien:NAME; one prefix decides for both sides. What exists with the same size is skipped.';
  static override examples = [
    '<%= config.bin %> cp file:results.root alien:~/analysis/',
    '<%= config.bin %> cp alien:~/analysis/ file:./analysis',
    '<%= config.bin %> cp -T 32 alien:/alice/data/2024/run/ file:data',
    '<%= config.bin %> cp file:big.root alien:~/big.root@disk:3',
    '<%= config.bin %> cp alien:/alice/data/2024/run/ file:data --glob "*.root" --minsize 1M',
    '<%= config.bin %> cp --input list-of-copies.txt',
  ];
  static override strict = false;
  static override args = {
    source: Args.string({
      description: 'what to copy: files, directories (with a slash at the end: what is in it)',
      ignoreStdin: true, // it may be the list
    }),
    destination: Args.string({description: 'a new name, or a directory', ignoreStdin: true}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'compare what exists by md5 too, not only by size'}),
    jobs: Flags.integer({char: 'T', description: 'transfers at the same time', default: 8, min: 1, max: 256}),
    streams: Flags.integer({
      char: 'S',
      description: 'connections to each storage server',
      default: 1,
      min: 1,
      max: 15,
    }),
    chunks: Flags.integer({description: 'requests in flight in one transfer', min: 1, max: 64}),
    chunksz: Flags.integer({description: 'bytes of one request', min: 4096}),
    strictspec: Flags.boolean({description: 'exactly the storage elements that are named, no others'}),
    retry: Flags.integer({description: 'further tries for what may pass', default: 2, min: 0}),
    timeout: Flags.integer({description: 'seconds that one file may take (0: no limit)', default: 0, min: 0}),
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
    norecovery: Flags.boolean({
      description: 'take no other storage elements in the place of those that fail',
    }),
    ratethreshold: Flags.integer({
      description: 'bytes a second: a slower replica is left for the next one (0: no limit)',
      default: 0,
      min: 0,
    }),
    ...selectionFlags,
    ...legacyFlags,
    dryrun: Flags.boolean({aliases: ['dry-run'], description: 'only say what would be done'}),
    report: Flags.string({description: 'write what happens to this file, one JSON object a line'}),
    json: Flags.boolean({description: 'print what happens on stdout, one JSON object a line'}),
    quiet: Flags.boolean({char: 'q', description: 'say nothing but what failed'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Cp);
    if (!flags.quiet) for (const note of legacyNotes(flags)) this.out.note(note);
    const operands = await copyOperands(argv as string[], flags);
    const report = flags.report === undefined ? undefined : await openReport(flags.report);
    try {
      await this.#copy(operands, flags, report);
    } finally {
      await report?.close();
    }
  }

  async #copy(operands: CopyOperands | CopyList, flags: CopyFlags, report?: CopyReport): Promise<void> {
    const {force, jobs, quiet, json} = flags;
    const reporter = await openReporter(this.out, {quiet, json, jobs});
    const request = {
      ...operands,
      force,
      jobs,
      recover: !flags.norecovery,
      retries: flags.retry,
      parents: flags.parent,
      skippedPrefix: flags.rmprefix,
      rateThreshold: flags.ratethreshold,
      selection: selectionFrom(flags),
      dryRun: flags.dryrun,
      strictSpecification: flags.strictspec,
      ...(flags.timeout > 0 && {timeout: flags.timeout * 1000}),
    };
    const services = {
      grid: this.grid,
      openPool: (connections: number) => this.openPool(connections),
      journal: new ReplacementJournal(journalDirectory(await this.context.environment())),
      storage: new XrootdStorage({
        connections: flags.streams,
        ...(flags.chunks !== undefined && {chunks: flags.chunks}),
        ...(flags.chunksz !== undefined && {chunkSize: flags.chunksz}),
      }),
    };
    const summary = await copy(request, services, {
      signal: this.signal,
      onEvent: (event) => {
        reporter.onEvent(event);
        report?.onEvent(event);
      },
    }).finally(() => reporter.close());

    for (const line of failureTable(summary.failures, reporter.tellsFailures)) this.out.note(line);
    if (!quiet)
      for (const line of [...warningLines(summary.warnings), summaryLine(summary)]) this.out.note(line);
    if (summary.aborted) throw this.signal.reason;
    this.setExitCode(exitCodeOfCopy(summary));
  }
}
