import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {insistOnAnswer} from '../../lib/cli/relay/silent-refusals.ts';
import {tableOf} from '../../lib/cli/show/columns.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {ignoredFlag} from '../../lib/cli/words/ignored-flag.ts';
import {joinValues} from '../../lib/cli/words/legacy-arguments.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {localTimes} from '../../lib/jobs/local-times.ts';
import {textOf} from '../../lib/session/requests/answer.ts';

/** errno's ESRCH, with which the service answers elsewhere */
const NO_SUCH_PROCESS = 3;

const list = (char: 'u' | 's' | 'n' | 'm' | 'j', description: string) =>
  Flags.string({char, description: `${description}, with commas between them`});

export default class Ps extends RelayCommand {
  static override description =
    'List jobs, or show the JDL or the trace of some. Yours, unless you say otherwise.';
  static override examples = [
    '<%= config.bin %> ps',
    '<%= config.bin %> ps -f ERROR_ALL -m 1234567',
    '<%= config.bin %> ps --trace 1234567',
    '<%= config.bin %> ps -F l -l 20',
  ];
  static override strict = false;
  static override readonly completes = {jobs: 'job'} as const;
  static override args = {job: Args.string({description: 'numbers of jobs: only these'})};
  static override flags = {
    format: Flags.string({
      char: 'F',
      description: 'l: with site and node; or keys of each result: id,status',
    }),
    long: Flags.boolean({char: 'L', description: 'the same as -F l'}),
    states: Flags.string({
      char: 'f',
      description:
        'in these states, with commas between them, such as DONE,ERROR_E; also ERROR_ALL, DONE_ANY, and -r running, ' +
        '-q queued, -s waiting, -f failed, -d done, -t final, -a all',
    }),
    users: list('u', 'jobs of these users'),
    sites: list('s', 'jobs at these sites'),
    nodes: list('n', 'jobs on these nodes'),
    masters: list('m', 'subjobs of these master jobs'),
    jobs: list('j', 'these jobs'),
    order: Flags.string({char: 'o', description: 'in the order of this column of the task queue'}),
    limit: Flags.integer({char: 'l', description: 'the newest ones, this many', min: 1}),
    time: Flags.string({char: 't', description: 'changed within this many hours: FROM, or FROM,TO'}),
    masterjobs: Flags.boolean({char: 'M', description: 'no subjobs'}),
    active: Flags.boolean({char: 'X', description: 'active jobs, with site and node'}),
    everything: Flags.boolean({char: 'A', description: 'jobs in any state'}),
    waiting: Flags.boolean({char: 'W', description: 'jobs that wait'}),
    errors: Flags.boolean({char: 'E', description: 'jobs that have failed'}),
    all: Flags.boolean({char: 'a', description: 'jobs of all users'}),
    monochrome: Flags.boolean({char: 'b', description: 'no colours: there are none', hidden: true}),
    quiet: ignoredFlag('it has had none before', 'q'),
    id: Flags.boolean({description: 'only the numbers'}),
    trace: Flags.boolean({description: 'what has happened to the jobs'}),
    jdl: Flags.boolean({description: 'the JDL of the jobs'}),
    unixtime: Flags.boolean({description: 'with --trace: times in seconds since 1970, as they come'}),
  };

  protected async execute(): Promise<void> {
    const {flags, argv} = await this.parse(Ps, joinValues(this.argv, {...Ps.flags, ...Ps.baseFlags}));
    // `-F l` is the long form of old, and not a column.
    const isLong = flags.format === 'l';
    if (isLong) this.table = tableOf({...flags, format: undefined}, this.isJson);
    const ids = argv.length === 0 ? [] : jobIds(argv);
    const jobs = [...(flags.jobs === undefined ? [] : [flags.jobs]), ...ids].join(',') || undefined;
    if ((flags.jdl || flags.trace) && jobs === undefined)
      throw new UserError('Which job?', {next: ['Name it: alien ps --trace 1234567']});
    // One job goes with the option; with both options, or for several jobs, the service wants them by -j.
    const only = flags.jdl !== flags.trace && ids.length === 1 && flags.jobs === undefined ? ids : undefined;
    const options = serverWords(
      {flags: Ps.flags},
      {flags: {...flags, format: isLong ? 'l' : undefined, jobs: only ? undefined : jobs}},
      {jdl: () => ['-jdl', ...(only ?? [])], trace: () => ['-trace', ...(only ?? [])], unixtime: () => []},
    );
    const shown =
      flags.trace && !flags.unixtime
        ? {textOf: (answer: Parameters<typeof textOf>[0]) => localTimes(textOf(answer))}
        : {};
    const examine = insistOnAnswer(`There is no job ${jobs}.`, NO_SUCH_PROCESS);
    const details = flags.jdl || flags.trace ? {examine} : {};
    await this.send({command: 'ps', options, ...details, ...shown});
  }
}
