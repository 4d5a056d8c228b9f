import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverWords} from '../../lib/cli/relay/server-words.ts';
import {localCollection} from '../../lib/copy/local-collection.ts';
import {UserError} from '../../lib/errors/errors.ts';
import {readNamedText} from '../../lib/files/named-text.ts';
import {writeNamedText} from '../../lib/files/write-named-text.ts';
import {expectSuccess} from '../../lib/session/requests/expect-success.ts';
import {textOf} from '../../lib/session/requests/answer.ts';

/** The part of a word behind `file:`, for what is on this machine. */
const localPart = (word: string): string | undefined => /^file:(?:\/\/)?(.+)$/s.exec(word)?.[1];

export default class ToXml extends RelayCommand {
  static override readonly shape = 'results';
  static override description = 'Make an XML collection of files: print it, or write it to a file.';
  static override examples = [
    '<%= config.bin %> toXml data/run1/a.root data/run1/b.root > both.xml',
    '<%= config.bin %> toXml -x both.xml data/run1/a.root data/run1/b.root',
    '<%= config.bin %> toXml -l file:names.txt -x file:./all.xml',
    '<%= config.bin %> toXml -local *.root > here.xml',
  ];
  static override strict = false;
  static override readonly completes = {output: 'lfn'} as const;
  static override args = {name: Args.string({description: 'LFNs; with -local names on this machine'})};
  static override flags = {
    ignore: Flags.boolean({char: 'i', description: 'leave out files that do not exist'}),
    output: Flags.string({char: 'x', description: 'write it to this LFN, or to file:NAME'}),
    append: Flags.boolean({char: 'a', description: 'add to the collection of -x', dependsOn: ['output']}),
    list: Flags.string({
      char: 'l',
      description: 'files named in this LFN, or in file:NAME, one a line; repeatable',
      multiple: true,
      multipleNonGreedy: true,
    }),
    local: Flags.boolean({description: 'of files on this machine', exclusive: ['ignore', 'append', 'list']}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(ToXml);
    const file = localPart(flags.output ?? '');
    if (flags.append && file !== undefined)
      throw new UserError('Nothing can be added to a collection on this machine: -a needs an LFN in -x.');
    if (flags.local) {
      if (argv.length === 0) throw new UserError('Which files?');
      const paths = argv.map((name) => this.context.path(localPart(name) ?? name));
      return this.#write(await localCollection(paths, file ?? 'tempCollection', this.signal), file);
    }
    const lists = flags.list ?? [];
    const here = await Promise.all(
      lists.flatMap((list) => localPart(list) ?? []).map((list) => this.#names(list)),
    );
    const names = [...argv, ...here.flat()];
    const there = lists
      .filter((list) => localPart(list) === undefined)
      .map((list) => list.replace(/^alien:(?:\/\/)?/, ''));
    if (names.length + there.length === 0)
      throw new UserError('Which files?', {next: ['Name them, or a list with -l.']});
    const options = serverWords(
      {flags: ToXml.flags, args: ToXml.args},
      {flags: {...flags, list: there, output: file === undefined ? flags.output : undefined}, argv: names},
    );
    if (file === undefined) return this.relay('toXml', options);
    const answer = expectSuccess(await this.grid.request('toXml', options, {signal: this.signal}));
    await this.#write(textOf(answer), file);
  }

  async #names(list: string): Promise<string[]> {
    const text = await readNamedText(this.context.path(list));
    return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  }

  async #write(text: string, file: string | undefined): Promise<void> {
    if (file === undefined) this.out.line(text);
    else await writeNamedText(this.context.path(file), `${text}\n`);
  }
}
