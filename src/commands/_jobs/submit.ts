import {Args} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {resolveLfns} from '../../lib/catalogue/lookup.ts';
import {UserError} from '../../lib/errors/errors.ts';

/** What the words of the job begin behind: its own options are none of ours. */
const JSON_FLAG = '--json';

export default class Submit extends RelayCommand {
  static override description =
    'Submit a job. The words behind the JDL take the places of $1, $2, ... in it, options among them too.';
  static override examples = [
    '<%= config.bin %> submit run.jdl',
    '<%= config.bin %> submit run.jdl 2024 LHC24ab',
    `<%= config.bin %> submit 'Executable = "test.sh";'`,
  ];
  static override strict = false;
  static override args = {
    jdl: Args.string({
      description: 'LFN of a JDL file, or the JDL itself: a word with = in it',
      required: true,
    }),
    argument: Args.string({description: 'arguments of the job'}),
  };

  protected async execute(): Promise<void> {
    const words = this.argv.filter((word) => word !== JSON_FLAG);
    const options = this.argv.length > words.length ? [JSON_FLAG] : [];
    const {argv} = await this.parse(Submit, [...options, '--', ...words.slice(words[0] === '--' ? 1 : 0)]);
    const [jdl = '', ...values] = argv;
    await this.relay('submit', [await this.#description(jdl), ...values]);
  }

  async #description(jdl: string): Promise<string> {
    if (jdl.includes('=')) return jdl;
    if (jdl.startsWith('file:'))
      throw new UserError(`${jdl} is on this machine: the grid cannot read it.`, {
        next: [
          `Copy it first: alien cp ${jdl} alien:`,
          `Or submit what is in it: alien submit "$(cat ${jdl.slice(5)})"`,
        ],
      });
    if (/^-./.test(jdl))
      throw new UserError(`There is no option ${jdl}.`, {next: ['See "alien submit --help".']});
    const [lfn = jdl] = await resolveLfns(this.grid, [jdl], {signal: this.signal});
    return lfn;
  }
}
