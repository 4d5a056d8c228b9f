import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Find extends RelayCommand {
  static override description =
    'Find files below a grid directory, one LFN a line. The pattern matches anywhere in the path; * crosses slashes.';
  static override examples = [
    "<%= config.bin %> find /alice/data/2024 '*.root'",
    "<%= config.bin %> find '/alice/data/2024/5*/AO2D.root'",
    "<%= config.bin %> find -r results '.*/run[0-9]+/.*'",
  ];
  static override args = {
    directory: Args.string({
      description: 'where to look, or directory and pattern in one word',
      required: true,
    }),
    pattern: Args.string({description: 'what to look for (* any text, _ any character)'}),
    condition: Args.string({description: 'Tag:condition, for -y only'}),
  };
  static override flags = {
    all: Flags.boolean({char: 'a', description: 'hidden files too (always on)', hidden: true}),
    unsorted: Flags.boolean({char: 's', description: 'in the order of the catalogue'}),
    count: Flags.boolean({char: 'c', description: 'a last line with the number of files'}),
    directories: Flags.boolean({char: 'd', description: 'directories too'}),
    long: Flags.boolean({char: 'w', description: 'permissions, owner, size and time too'}),
    human: Flags.boolean({char: 'h', description: 'with -w: sizes for people (write -wh)'}),
    regex: Flags.boolean({
      char: 'r',
      description: 'the pattern is a regular expression, from the directory on',
    }),
    newest: Flags.boolean({char: 'y', description: 'only the biggest version'}),
    fields: Flags.boolean({char: 'f', description: 'with --json: all fields'}),
    limit: Flags.integer({char: 'l', description: 'not more than this many', min: 1}),
    offset: Flags.integer({char: 'o', description: 'leave out the first ones', min: 0}),
    jobid: Flags.string({char: 'j', description: 'only what this job has made'}),
    exclude: Flags.string({char: 'e', description: 'leave out what matches (repeatable)', multiple: true}),
    site: Flags.string({char: 'S', description: 'nearest to this site first'}),
    collection: Flags.string({char: 'x', description: 'write an XML collection to this LFN; - prints it'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Find);
    const options = serverOptions({
      s: flags.unsorted,
      c: flags.count,
      d: flags.directories,
      w: flags.long && !flags.human,
      wh: flags.human,
      r: flags.regex,
      y: flags.newest,
      f: flags.fields,
      l: flags.limit,
      o: flags.offset,
      j: flags.jobid,
      e: flags.exclude,
      S: flags.site,
      x: flags.collection,
    });
    const words = [args.directory, args.pattern, args.condition].filter((word) => word !== undefined);
    await this.relay('find', [...options, '--', ...words], flags.json);
  }
}
