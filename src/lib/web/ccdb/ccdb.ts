import {ServerError, UserError} from '../../errors/errors.ts';
import {unfit} from '../../storage/http/http-error.ts';
import type {Web} from '../web.ts';
import {type CcdbListing, readListing} from './ccdb-object.ts';
import {type CcdbQuery, queryPath, TIME} from './query.ts';

export interface CcdbOptions {
  /** all versions, not only the latest one of each object */
  readonly history?: boolean;
  /** versions at the most, with `history` */
  readonly limit?: number;
  /** the sizes of folders too */
  readonly report?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Where the times of runs are. */
const RUN_INFORMATION = 'RCT/Info/RunInformation';

/** The database of conditions and calibrations. */
export class Ccdb {
  readonly host: URL;
  readonly #web: Web;

  constructor(host: URL, web: Web) {
    this.host = host;
    this.#web = web;
  }

  /**
   * Find objects.
   * @throws {ServerError} 2 where there are neither objects nor folders; 5 for an answer that is not one of a CCDB
   */
  async find(query: CcdbQuery, {history, limit, report, headers, signal}: CcdbOptions): Promise<CcdbListing> {
    const url = this.address(`${history ? 'browse' : 'latest'}/${queryPath(query)}`);
    if (report) url.searchParams.set('report', 'true');
    const bounds = limit === undefined ? {} : {'Browse-Limit': String(limit)};
    const asked = {Accept: 'application/json', ...bounds, ...headers};
    const listing = readListing(await this.#web.json(url, {headers: asked, signal}));
    if (listing === undefined) throw unfit(url.host, 'does not answer as a CCDB does');
    if (listing.objects.length + listing.subfolders.length === 0)
      throw new ServerError(`${this.host.host} has nothing for ${queryPath(query) || '/'}.`, {
        code: 'NO_SUCH_FILE',
      });
    return listing;
  }

  /**
   * When a run began, in ms since 1970.
   * @throws {ServerError} 2 where nothing is known of the run
   */
  async startOfRun(run: string, options: CcdbOptions): Promise<string> {
    if (!/^\d+$/.test(run)) throw new UserError(`${run} is not the number of a run.`);
    const query = {path: `${RUN_INFORMATION}/${run}`, time: undefined, pairs: []};
    const {objects} = await this.find(query, options);
    const start = objects.map(({properties}) => String(properties['SOR'])).find((time) => TIME.test(time));
    if (start === undefined)
      throw new ServerError(`${this.host.host} does not know when run ${run} began.`, {code: 'NO_SUCH_FILE'});
    return start;
  }

  /** An address of the service. @param path relative, or a whole address */
  address(path: string): URL {
    return new URL(path, this.host.href.endsWith('/') ? this.host : `${this.host.href}/`);
  }
}
