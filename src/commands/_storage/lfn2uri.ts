import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {type Replica, accessRead, accessWrite} from '../../lib/catalogue/access.ts';
import {gridNames, resolveLfns, withLfns} from '../../lib/catalogue/lookup.ts';
import {localFacts} from '../../lib/copy/local-collection.ts';
import {Metalinks} from '../../lib/copy/read/metalinks.ts';
import {UserError} from '../../lib/errors/errors.ts';
import type {Lfn} from '../../lib/paths/lfn.ts';
import {splitSpecification} from '../../lib/paths/specification.ts';
import {portableUrl, splitMember} from '../../lib/paths/replica-url.ts';

/** The old client takes its options as plain words. */
const WORDS = new Set(['write', 'upload', 'strict', 'http', 'meta']);

export default class Lfn2uri extends GridCommand {
  static override description =
    'Print URLs with envelopes, with which other programs can read a file, or write one. They are good for a day.';
  static override examples = [
    '<%= config.bin %> lfn2uri data/run1/x.root',
    '<%= config.bin %> lfn2uri new.root@disk:1 file:x.root write',
    '<%= config.bin %> lfn2uri data/run1/x.root meta',
  ];
  static override strict = false;
  static override readonly completes = {file: 'local'} as const;
  static override args = {
    name: Args.string({
      description: 'LFN, optionally with a specification: x.root@ALICE::CERN::EOS',
      required: true,
    }),
    file: Args.string({description: 'with --write: the file on this machine that is to be written'}),
  };
  static override flags = {
    write: Flags.boolean({description: 'for writing', aliases: ['upload']}),
    strict: Flags.boolean({description: 'only the storage elements of the specification'}),
    http: Flags.boolean({description: 'HTTP URLs, where a storage element has them'}),
    meta: Flags.boolean({
      description: 'write a metalink of all replicas into this directory, for you alone, and print its name',
      exclusive: ['write'],
    }),
  };

  protected async execute(): Promise<void> {
    const words = this.argv.map((word, index) => (index > 0 && WORDS.has(word) ? `--${word}` : word));
    const {argv, flags} = await this.parse(Lfn2uri, words);
    const [typed = '', file, ...more] = argv;
    if (more.length > 0) throw new UserError(`Unexpected argument: ${more.join(' ')}`);
    const {name, specification} = splitSpecification(typed);
    const options = {
      signal: this.signal,
      strict: flags.strict,
      ...(specification && {specification: specification.text}),
    };
    if (!flags.write) {
      const read = async (lfns: readonly Lfn[]): Promise<[lfn: Lfn, replicas: Replica[]]> => {
        const [lfn] = lfns as [Lfn];
        return [lfn, await accessRead(this.grid, lfn, {...options, http: flags.http})];
      };
      const [lfn, replicas] = await withLfns(this.grid, gridNames([name]), read, {signal: this.signal});
      return flags.meta ? await this.#keep(lfn, replicas) : this.#print(replicas);
    }
    const [lfn] = (await resolveLfns(this.grid, [name], {signal: this.signal})) as [Lfn];
    if (file === undefined)
      throw new UserError('Which file is to be written?', {next: ['Name it behind the LFN.']});
    const facts = await localFacts(this.context.path(file.replace(/^file:(?:\/\/)?/, '')), this.signal);
    this.#print(await accessWrite(this.grid, lfn, facts, options));
  }

  async #keep(lfn: Lfn, replicas: readonly Replica[]): Promise<void> {
    const [first] = replicas;
    if (first === undefined) return;
    const {size = 0, md5} = first;
    const kept = new Metalinks(this.context.path('.'));
    const path = await kept.keep({item: {destination: lfn, size}, source: {lfn, md5}}, replicas);
    const {member} = splitMember(first.url);
    const url = member === undefined ? path : `${path}?xrdcl.unzip=${member}`;
    this.out.result({url}, url);
  }

  #print(replicas: Awaited<ReturnType<typeof accessRead>>): void {
    for (const replica of replicas) {
      const url = portableUrl(replica);
      this.out.result({url}, `'${url.replaceAll('\n', '\\n')}'`);
    }
  }
}
