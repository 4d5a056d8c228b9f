import {unfit} from '../storage/http/http-error.ts';
import type {Web, WebCall} from './web.ts';

/** One line of a table of the monitoring: values by the names of their columns. */
export type MlRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Ask the monitoring of the experiment (MonALISA) for values.
 * @param predicate `FARM/CLUSTER/NODE/TIME1/TIME2/FUNCTION`, parts of which may be `*`
 * @throws {ServerError} for an answer that is not a list; {NetworkError} without an answer
 */
export async function queryMl(
  host: URL,
  predicate: string,
  web: Web,
  call: WebCall,
): Promise<readonly MlRow[]> {
  const path = predicate.split('/').map(encodeURIComponent).join('/').replaceAll('%2A', '*');
  const base = host.href.endsWith('/') ? host : `${host.href}/`;
  const url = new URL(`rest/${path.replace(/^\/+/, '')}`, base);
  url.searchParams.set('Accept', 'application/json');
  const answer = await web.json(url, call);
  const {results} = isRecord(answer) ? answer : {results: answer};
  if (!Array.isArray(results) || !results.every(isRow))
    throw unfit(url.host, 'does not answer with a list of values');
  return results;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRow(value: unknown): value is MlRow {
  return isRecord(value) && Object.values(value).every((each) => typeof each !== 'object' || each === null);
}
