import {join} from 'node:path';
import {Args, Flags} from '@oclif/core';
import {CopyCommand} from '../../../lib/cli/copy/copy-command.ts';
import {transferFlags, transferSettings} from '../../../lib/cli/copy/transfer-flags.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {EXIT} from '../../../lib/errors/exit-codes.ts';
import {type OutputPlace, planFetch} from '../../../lib/jobs/fetch/fetch-plan.ts';
import {nameTemplate} from '../../../lib/jobs/fetch/name-template.ts';
import {outputsOf, placesFromList} from '../../../lib/jobs/fetch/output-places.ts';
import {mergeFiles, mergeProgram} from '../../../lib/cli/jobs/merge.ts';
import {countsText} from '../../../lib/cli/jobs/job-words.ts';
import {countsOf} from '../../../lib/jobs/follow/snapshot.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {MendMemory} from '../../../lib/jobs/mend/memory.ts';
import {filesIn} from '../../../lib/jobs/outputs.ts';

export default class JobsFetch extends CopyCommand {
  static override description =
    'Fetch the output of all subjobs of a master job that are done, or of directories: each in its place, or renamed by a ' +
    'template whose numbers never change. Members come straight out of archives. What is here already is skipped, so the ' +
    'same command fetches what is new.';
  static override examples = [
    '<%= config.bin %> jobs fetch 1234567 results',
    `<%= config.bin %> jobs fetch --name '{base}_{n}.{ext}' --pattern '*.root' 1234567 results`,
    '<%= config.bin %> jobs fetch --pattern AnalysisResults.root --merge all.root 1234567 results',
    '<%= config.bin %> jobs fetch --dirs /alice/sim/a/1,/alice/sim/a/2 results',
  ];
  static override usage = [
    'jobs fetch [OPTIONS] MASTER DIRECTORY',
    'jobs fetch [OPTIONS] --dirs LIST DIRECTORY',
  ];
  static override strict = false;
  static override args = {
    job: Args.string({description: 'number of a master job, or of a job'}),
    directory: Args.string({description: 'directory here that gets the files'}),
  };
  static override flags = {
    ...transferFlags,
    dirs: Flags.string({
      description: 'these directories of the grid, with commas between them, instead of a job',
    }),
    pattern: Flags.string({
      description: 'only files of these names, with commas between them: *.root,stdout',
    }),
    name: Flags.string({description: 'names here: {name} {base} {ext} {n} {n:4} {id} {dir}'}),
    merge: Flags.string({description: 'merge the fetched files into this one there, with hadd'}),
  };

  protected async execute(): Promise<void> {
    const {flags, argv} = await this.parse(JobsFetch);
    const wanted = flags.dirs === undefined ? 2 : 1;
    if (argv.length !== wanted)
      throw new UserError(
        wanted === 2 ? 'Name a job and a directory.' : 'With --dirs, name one directory here.',
        {next: ['alien jobs fetch 1234567 results']},
      );
    const directory = this.context.path((argv.at(-1) ?? '').replace(/^file:(?:\/\/(?=\/))?/, ''));
    const hadd = flags.merge === undefined ? undefined : mergeProgram(this.context.env);
    const nameOf = flags.name === undefined ? undefined : nameTemplate(flags.name);
    const patterns = flags.pattern?.split(',').map((pattern) => pattern.trim()) ?? [];
    const places =
      flags.dirs === undefined
        ? await this.#places(argv[0] ?? '')
        : await placesFromList(this.grid, flags.dirs, this.signal);
    const lfns = places.map((place) => place.directory);
    const files = await filesIn(this.grid, lfns, '*', this.signal);
    const items = planFetch(places, files, {patterns, nameOf});
    const empty = places.filter((place) => (files.get(place.directory) ?? []).length === 0);
    for (const place of empty) this.out.note(`${place.directory}: there are no files.`);
    if (items.length === 0) throw new UserError('There is nothing to fetch.', {code: 'NO_SUCH_FILE'});
    const pairs = items.map(({lfn, name}, index) => ({
      line: index + 1,
      source: `alien:${lfn}`,
      destination: `file:${join(directory, name)}`,
    }));
    const request = {pairs, ...transferSettings(flags, this.context)};
    await this.showCopy(flags, false, (services, options) =>
      this.context.program.engines.copy(request, services, options),
    );
    // A directory that was asked for by its name and has nothing is a failure of its own.
    if (flags.dirs !== undefined && empty.length > 0 && this.context.exitCode === 0)
      this.setExitCode(EXIT.FAILED);
    if (hadd === undefined || flags.merge === undefined || flags.dryrun) return;
    if (this.context.exitCode !== 0) return this.out.note('Not merged: not all files are here.');
    const paths = items.map(({name}) => join(directory, name));
    const target = join(directory, flags.merge);
    await mergeFiles(this.context, hadd, paths, target);
    this.out.note(`Merged ${paths.length} files into ${target}.`);
  }

  async #places(job: string): Promise<readonly OutputPlace[]> {
    const [id = ''] = jobIds([job]);
    const attempts = await MendMemory.recall(await this.context.environment(), id);
    const {places, others} = await outputsOf(this.grid, id, attempts, this.signal);
    if (others.length > 0) {
      const counts = countsText(countsOf(others.map(({status}) => status)));
      this.out.note(
        `${places.length} of ${places.length + others.length} jobs are done; not fetched: ${counts}.`,
      );
    }
    return places;
  }
}
