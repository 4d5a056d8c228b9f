import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {AlienError, ServerError, UserError} from '../../lib/errors/errors.ts';
import {storageServers} from '../../lib/sites/storage-servers.ts';
import {serverStatistics} from '../../lib/storage/probe-server.ts';
import {indentedXml, xmlTree} from '../../lib/words/xml-tree.ts';

export default class XrdStats extends GridCommand {
  static override description =
    'Show what storage servers count of themselves: connections, requests, bytes. As JSON by the names of the servers.';
  static override examples = [
    '<%= config.bin %> xrd_stats ALICE::CERN::EOS',
    '<%= config.bin %> xrd_stats --xml host:1094',
  ];
  static override strict = false;
  static override args = {server: Args.string({description: 'storage elements, or host:port'})};
  static override flags = {
    all: Flags.boolean({char: 'a', description: 'all storage elements'}),
    xml: Flags.boolean({description: 'as XML', exclusive: ['xmlraw', 'compact']}),
    xmlraw: Flags.boolean({description: 'as XML, just as it comes', exclusive: ['compact']}),
    compact: Flags.boolean({description: 'JSON in one line'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(XrdStats);
    if (argv.length === 0 && !flags.all)
      throw new UserError('Which servers?', {next: ['Name them, or say -a.']});
    const told: Record<string, unknown> = {};
    for (const {name, url} of await storageServers(this.grid, argv, flags.all, {signal: this.signal})) {
      try {
        const xml = await serverStatistics(url, this.signal);
        if (this.isJson) this.out.result({server: name, ...(await readStatistics(name, xml))});
        else if (flags.xml || flags.xmlraw) this.out.line(flags.xml ? indentedXml(xml) : xml);
        else told[name] = await readStatistics(name, xml);
      } catch (error) {
        if (!(error instanceof AlienError)) throw error;
        this.out.partFailed({server: name}, name, error);
        this.setExitCode(error.exitCode);
      }
    }
    if (Object.keys(told).length === 0) return;
    if (flags.compact) this.out.jsonText(JSON.stringify(told));
    else this.out.json(told);
  }
}

async function readStatistics(name: string, xml: string): Promise<Readonly<Record<string, unknown>>> {
  const {SaxesParser} = await import('saxes');
  try {
    return xmlTree(new SaxesParser(), xml);
  } catch (cause) {
    throw new ServerError(`${name} does not answer with XML.`, {
      code: 'INPUT_OUTPUT',
      cause,
      next: ['See what it sends with --xmlraw.'],
    });
  }
}
