import {type Result, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';

/** A computing element, as the service lists it. */
export interface ComputingElement {
  /** e.g. `ALICE::CERN::SIM` */
  readonly name: string;
  readonly host: string;
  /** open or locked */
  readonly state: string;
  /** the batch system */
  readonly type: string;
  readonly maxRunning: string;
  readonly maxQueued: string;
  /** seconds */
  readonly ttl: string;
  readonly partitions: readonly string[];
}

/** What is looked for, as parts of texts; upper and lower case are the same. */
export interface ElementFilter {
  readonly name?: string | undefined;
  readonly host?: string | undefined;
  readonly partition?: string | undefined;
}

/** The computing elements to which all parts of the filter apply. */
export async function computingElements(
  grid: Requester,
  {name = '', host = '', partition = ''}: ElementFilter,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<ComputingElement[]> {
  const answer = expectSuccess(await grid.request('listCEs', [], {...call, want: 'keys'}));
  return answer.results
    .filter((result) => valueOf(result, 'ceName') !== '')
    .map(elementFrom)
    .filter(
      (element) =>
        has(element.name, name) &&
        has(element.host, host) &&
        (partition === '' || element.partitions.some((each) => has(each, partition))),
    );
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

function elementFrom(result: Result): ComputingElement {
  const text = (key: string): string => valueOf(result, key);
  return {
    name: text('ceName'),
    host: text('host'),
    state: text('status'),
    type: text('type'),
    maxRunning: text('maxRunning'),
    maxQueued: text('maxQueued'),
    ttl: text('TTL'),
    partitions: text('partitions')
      .split(',')
      .filter((each) => each !== ''), // it begins with a comma
  };
}
