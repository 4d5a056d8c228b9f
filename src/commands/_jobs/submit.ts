import {existsSync} from 'node:fs';
import {Args, Flags} from '@oclif/core';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {copyServices} from '../../lib/cli/copy/copy-services.ts';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {readLocalText} from '../../lib/copy/read-text.ts';
import {NetworkError, UserError} from '../../lib/errors/errors.ts';
import {EXIT} from '../../lib/errors/exit-codes.ts';
import {findingText} from '../../lib/jdl/finding.ts';
import {readDescription, refuseErrors} from '../../lib/jobs/submission/description.ts';
import {type PreparedJob, prepareJob, submissionMark} from '../../lib/jobs/submission/prepare.ts';
import {sendJob} from '../../lib/jobs/submission/send.ts';
import {ConnectionLost} from '../../lib/session/connection/connection-lost.ts';
import {valueOf} from '../../lib/session/requests/answer.ts';

/** What stands before the JDL is ours, what stands behind it is the job's, options among it too. */
const OWN_FLAGS = ['--dry-run', '--dryrun', '--wait', '--watch'];
const JSON_FLAG = '--json';

export default class Submit extends RelayCommand {
  static override description =
    'Submit a job. A JDL of this machine (./run.jdl, file:run.jdl) is checked first, and the local files that it names ' +
    'are uploaded beside it. The words behind the JDL take the places of $1, $2, ... in it, options among them too.';
  static override examples = [
    '<%= config.bin %> submit run.jdl',
    '<%= config.bin %> submit run.jdl 2024 LHC24ab',
    '<%= config.bin %> submit --dry-run ./run.jdl 2024',
    '<%= config.bin %> submit --watch file:run.jdl',
    `<%= config.bin %> submit 'Executable = "test.sh";'`,
  ];
  static override strict = false;
  static override args = {
    jdl: Args.string({
      description:
        'LFN of a JDL file, a file here (./NAME, file:NAME), or the JDL itself: a word with = in it',
      required: true,
    }),
    argument: Args.string({description: 'arguments of the job'}),
  };
  static override flags = {
    'dry-run': Flags.boolean({
      aliases: ['dryrun'],
      description: 'check, and show the JDL that would be sent; before the JDL',
    }),
    wait: Flags.boolean({
      description: 'wait for the end of the job, as "jobs wait" does; before the JDL',
      exclusive: ['dry-run'],
    }),
    watch: Flags.boolean({
      description: 'watch the job until its end, as "jobs watch" does; before the JDL',
      exclusive: ['dry-run', 'wait'],
    }),
  };

  protected async execute(): Promise<void> {
    const words = this.argv.filter((word) => word !== JSON_FLAG);
    const own = words.findIndex((word) => !OWN_FLAGS.includes(word));
    const flagWords = own < 0 ? words : words.slice(0, own);
    const others = own < 0 ? [] : words.slice(own);
    const options = this.argv.length > words.length ? [JSON_FLAG] : [];
    const {argv, flags} = await this.parse(Submit, [
      ...options,
      ...flagWords,
      '--',
      ...others.slice(others[0] === '--' ? 1 : 0),
    ]);
    const [jdl = '', ...values] = argv;
    const local = this.#localPath(jdl);
    const id =
      local === undefined
        ? await this.#submitOnGrid(jdl, values, flags['dry-run'])
        : await this.#submitLocal(jdl, local, values, flags['dry-run']);
    if (id === undefined || !(flags.wait || flags.watch)) return;
    this.setExitCode(await this.context.launch(['jobs', flags.wait ? 'wait' : 'watch', id]));
  }

  /** `./x` is here if there is such a file: on the grid it may be one below the current directory. */
  #localPath(jdl: string): string | undefined {
    if (jdl.startsWith('file:')) return this.context.path(jdl.replace(/^file:(?:\/\/(?=\/))?/, ''));
    if (jdl.includes('=') || !/^\.{1,2}\//.test(jdl)) return undefined;
    const path = this.context.path(jdl);
    return existsSync(path) ? path : undefined;
  }

  async #submitLocal(
    name: string,
    path: string,
    words: readonly string[],
    isRehearsal: boolean,
  ): Promise<string | undefined> {
    const description = readDescription(name, await readLocalText(path), words);
    const mark = submissionMark(new Date(), Math.random());
    const job = await prepareJob(this.grid, description, path, mark, this.signal);
    for (const finding of job.findings)
      if (finding.severity === 'warning') this.out.note(findingText(name, finding));
    refuseErrors({name, findings: job.findings});
    if (isRehearsal) {
      this.#showRehearsal(job);
      return undefined;
    }
    const {context, grid, signal} = this;
    const services = {
      grid,
      note: (text: string) => this.out.note(text),
      copy: async (request: Parameters<typeof context.program.engines.copy>[0]) =>
        context.program.engines.copy(request, await copyServices(context), {signal}),
    };
    const id = await sendJob(job, words, services, signal);
    this.#show({jobId: id, message: `Submitting ${job.lfn}\nYour new job ID is ${id}`});
    return id;
  }

  #showRehearsal({jdl, uploads, folder, lfn}: PreparedJob): void {
    for (const file of uploads) this.out.note(`Would upload ${file} to ${folder}/`);
    this.#show({lfn, uploads: uploads.join(' '), message: jdl.toString().trimEnd()});
  }

  /** As the service answers, so that scripts find the number of the job in one place. */
  #show(result: Readonly<Record<string, string>> & {readonly message: string}): void {
    const metadata = {user: '', currentdir: '', exitcode: '0', error: ''};
    if (this.isJson) this.out.json({metadata, results: [result]});
    else this.out.line(result.message);
  }

  async #submitOnGrid(
    jdl: string,
    words: readonly string[],
    isRehearsal: boolean,
  ): Promise<string | undefined> {
    const description = await this.#description(jdl);
    if (isRehearsal) {
      if (!jdl.includes('='))
        throw new UserError(`${jdl} is on the grid: --dry-run is for a JDL of this machine.`, {
          next: [`Fetch it first: alien cp alien:${jdl} file:.`],
        });
      const {jdl: read, findings} = readDescription('JDL', jdl, words);
      for (const finding of findings) this.out.note(findingText('JDL', finding));
      this.#show({message: read.toString().trimEnd()});
      return undefined;
    }
    let id = '';
    await this.#sendOnce({
      command: 'submit',
      options: [description, ...words],
      examine: ({results}) => {
        id = results.map((result) => valueOf(result, 'jobId')).find((each) => each !== '') ?? '';
        return undefined;
      },
    });
    return id === '' ? undefined : id;
  }

  /** No job is submitted twice because an answer was lost: the person is told how to find out. */
  async #sendOnce(errand: Parameters<RelayCommand['send']>[0]): Promise<void> {
    try {
      await this.send(errand);
    } catch (error) {
      const isLost =
        error instanceof ConnectionLost ||
        (error instanceof NetworkError && error.exitCode === EXIT.TIMED_OUT);
      if (!isLost) throw error;
      throw new NetworkError(`${error.message} It is not known whether the job was submitted.`, {
        exitCode: error.exitCode,
        cause: error,
        next: [
          'Look before you submit again: alien jobs list --age 10m',
          'Its JDL tells whether it is the one: alien jobs jdl ID',
        ],
      });
    }
  }

  async #description(jdl: string): Promise<string> {
    if (jdl.includes('=')) return jdl;
    if (/^-./.test(jdl))
      throw new UserError(`There is no option ${jdl}.`, {next: ['See "alien submit --help".']});
    const [lfn = jdl] = await resolveLfns(this.grid, [jdl], {signal: this.signal});
    return lfn;
  }
}
