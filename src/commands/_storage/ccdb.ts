import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../lib/cli/base/grid-command.ts';
import {copyServices} from '../../lib/cli/copy/copy-services.ts';
import {ccdbAnswer, ccdbLines} from '../../lib/cli/web/ccdb-lines.ts';
import {AlienError, UserError} from '../../lib/errors/errors.ts';
import {Ccdb as Service, type CcdbOptions} from '../../lib/web/ccdb/ccdb.ts';
import type {CcdbObject} from '../../lib/web/ccdb/ccdb-object.ts';
import {fetchObject, placeOf, type Source} from '../../lib/web/ccdb/fetch-object.ts';
import {type CcdbQuery, readQuery, TIME} from '../../lib/web/ccdb/query.ts';
import {serviceUrl, Web} from '../../lib/web/web.ts';

const DEFAULT_HOST = 'http://alice-ccdb.cern.ch';
const TIMEOUT = 5;

export default class Ccdb extends GridCommand {
  static override readonly shape = 'ccdb';
  static override description =
    'Look for objects in the database of conditions and calibrations (CCDB), and fetch them. QUERY is a path; a time ' +
    'of 13 digits (ms) and KEY=VALUE may be parts of it. Without --http objects are fetched from the grid.';
  static override examples = [
    '<%= config.bin %> ccdb TPC/Calib',
    '<%= config.bin %> ccdb --history --limit 5 GLO/Config/GRPECS/runNumber=544091',
    '<%= config.bin %> ccdb --run 544091 --get --http --dst calib ITS/Calib/DeadMap',
    '<%= config.bin %> ccdb --mirror --http --dst /data/ccdb TPC/Calib/VDriftTgl',
  ];
  static override readonly completes = {dst: 'local-directory'} as const;
  static override args = {query: Args.string({description: 'which objects', required: true})};
  static override flags = {
    host: Flags.string({
      description: `the service (default: ALIEN_CCDB_HOST, else ${DEFAULT_HOST})`,
      helpValue: 'ADDRESS',
    }),
    history: Flags.boolean({description: 'all versions, not only those that are valid'}),
    limit: Flags.integer({description: 'how many versions with --history', default: 10, min: 1}),
    run: Flags.string({description: 'what was valid when this run began', exclusive: ['objtime']}),
    objtime: Flags.string({description: 'what was valid at this time, in ms since 1970 (13 digits)'}),
    unixtime: Flags.boolean({description: 'show times in ms since 1970'}),
    header: Flags.string({
      description: 'send this too: "Key: value"',
      multiple: true,
      multipleNonGreedy: true,
    }),
    get: Flags.boolean({
      description: 'fetch the objects: DST/PATH/NAME_ETAG.EXTENSION',
      exclusive: ['mirror'],
    }),
    mirror: Flags.boolean({description: 'fetch them as a local CCDB has them: DST/PATH/VALID-FROM/ETAG'}),
    http: Flags.boolean({description: 'fetch over HTTP, not from the grid'}),
    dst: Flags.string({description: 'the directory that they come to', default: '.'}),
    report: Flags.boolean({description: 'the sizes of folders'}),
    timeout: Flags.integer({description: 'seconds to wait for each answer', default: TIMEOUT, min: 1}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Ccdb);
    const {context, signal, out} = this;
    const {env} = await context.settings();
    const host = serviceUrl(flags.host ?? (env['ALIEN_CCDB_HOST'] || DEFAULT_HOST));
    const headers = headersFrom(flags.header ?? []);
    if (flags.objtime !== undefined && !TIME.test(flags.objtime))
      throw new UserError(`${flags.objtime} is not a time: it has 13 digits, ms since 1970.`);
    const query = readQuery(args.query);
    const web = new Web(env, flags.timeout * 1000);
    const service = new Service(host, web);
    const time = flags.run === undefined ? flags.objtime : await service.startOfRun(flags.run, {signal});
    const {history, limit, report} = flags;
    const options: CcdbOptions = {headers, signal, report, ...(history && {history, limit})};
    const listing = await service.find(
      time === undefined ? query : ({...query, time} satisfies CcdbQuery),
      options,
    );
    if (this.isJson) out.json(ccdbAnswer(listing));
    else for (const line of ccdbLines(listing, flags.unixtime)) out.line(line);
    if (!flags.get && !flags.mirror) return;
    const source: Source = flags.http
      ? {over: 'http', ccdb: service, web}
      : {over: 'grid', services: await copyServices(context)};
    await this.#fetch(listing.objects, flags.mirror ? 'mirror' : 'files', context.path(flags.dst), source);
  }

  /** One that fails does not stop the others. */
  async #fetch(
    objects: readonly CcdbObject[],
    layout: 'files' | 'mirror',
    directory: string,
    source: Source,
  ): Promise<void> {
    for (const object of objects) {
      try {
        const place = placeOf(object, layout);
        const isNew = await fetchObject(object, `${directory}/${place}`, layout, source, this.signal);
        this.out.note(`${place}: ${isNew ? 'fetched' : 'is there already'}`);
      } catch (error) {
        this.signal.throwIfAborted();
        if (!(error instanceof AlienError)) throw error;
        this.out.note(`${object.path} ${object.etag}: ${error.message}`);
        for (const step of error.next) this.out.note(`  > ${step}`);
        this.setExitCode(error.exitCode);
      }
    }
  }
}

function headersFrom(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, key, value] = /^([\w-]+)\s*:\s*([\x20-\x7e]*)$/.exec(text) ?? [];
      if (key === undefined || value === undefined)
        throw new UserError(`${text} is not a header.`, {next: ['Write it as "Key: value".']});
      return [key, value];
    }),
  );
}
