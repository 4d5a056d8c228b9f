import {type Result, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';

/** A storage element, as the service lists it. */
export interface StorageElement {
  readonly number: string;
  /** e.g. `ALICE::CERN::EOS`, in the case in which it was made */
  readonly name: string;
  /** `root://host:port//path` */
  readonly url: string;
  /** host and port of the url */
  readonly server: string;
  readonly qos: readonly string[];
}

/** All storage elements, in the order of the service. */
export async function storageElements(
  grid: Requester,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<StorageElement[]> {
  const answer = expectSuccess(await grid.request('listSEs', [], {...call, want: 'keys'}));
  return answer.results.filter((result) => valueOf(result, 'seName') !== '').map(elementFrom);
}

/** Those with this number, or with the text in their name or url; upper and lower case are the same. */
export function elementsLike(all: readonly StorageElement[], label: string): StorageElement[] {
  if (/^\d+$/.test(label)) return all.filter(({number}) => number === label);
  const wanted = label.toLowerCase();
  return all.filter(
    ({name, url}) => name.toLowerCase().includes(wanted) || url.toLowerCase().includes(wanted),
  );
}

function elementFrom(result: Result): StorageElement {
  const url = valueOf(result, 'endpointUrl');
  return {
    number: valueOf(result, 'seNumber'),
    name: valueOf(result, 'seName'),
    url,
    server: /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1] ?? '',
    qos: valueOf(result, 'qos')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  };
}
