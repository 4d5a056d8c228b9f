import {expectMade, refusedName} from '../session/requests/expect-made.ts';
import {type Result, valueOf} from '../session/requests/answer.ts';
import {ServerError} from '../errors/errors.ts';
import {DoubtfulAnswer, type Facts, ResultReader} from './result-reader.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import type {Lfn} from '../paths/lfn.ts';
import {isHttp, splitMember} from '../paths/replica-url.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/** Leave to read or write one replica, as `access` gives it. */
export interface Replica {
  /** storage url without authorisation, XRootD's or one of HTTP; a `#member` at its end names a member of an archive */
  readonly url: string;
  /** sent to the storage as it came */
  readonly envelope: string;
  readonly se: string;
  readonly guid: string;
  /** bytes; undefined where it is not told */
  readonly size: number | undefined;
  /** lower-case hex, undefined where the catalogue has none */
  readonly md5: string | undefined;
  readonly tags: readonly string[];
}

/** Size, and md5 where known, of a file that is to be written. */
export interface FileFacts {
  readonly size: number;
  readonly md5?: string;
}

/** Which replicas or storage elements access is wanted to. */
export interface AccessOptions extends CallOptions {
  /** e.g. `disk:2,ALICE::CERN::EOS,!ALICE::GSI::SE`; the server's default when absent */
  readonly specification?: string;
  /** exactly the storage elements of the specification, no others */
  readonly strict?: boolean;
}

export interface ReadOptions extends AccessOptions {
  /** addresses of HTTP, where a storage element has one; the url and envelope of the others are those of XRootD */
  readonly http?: boolean;
}

/**
 * Ask for the replicas of a file, nearest first.
 * @throws {ServerError} 2 no such file, 77 no replica or no permission
 */
export async function accessRead(grid: Requester, lfn: Lfn, options: ReadOptions = {}): Promise<Replica[]> {
  const {http, ...others} = options;
  const words = [...(others.strict ? ['-f'] : []), ...(http ? ['-u'] : []), 'read', lfn];
  return access(grid, words, others, http ? httpReplicaFrom : replicaFrom, lfn);
}

/**
 * Book places for a new file. The entry exists only after `commitReplica`.
 * @throws {ServerError} 77 no permission, quota exceeded or no storage element; 22 for a bad specification or
 *   another file of that name
 */
export async function accessWrite(
  grid: Requester,
  lfn: Lfn,
  file: FileFacts,
  options: AccessOptions = {},
): Promise<Replica[]> {
  const facts = ['-s', String(file.size), ...(file.md5 === undefined ? [] : ['-m', file.md5])];
  // What was asked for is told again, or not: the file is what we say.
  return access(
    grid,
    [...(options.strict ? ['-f'] : []), ...facts, 'write', lfn],
    options,
    bookedReplicaFrom,
    lfn,
  );
}

async function access(
  grid: Requester,
  words: string[],
  options: AccessOptions,
  read: (result: Result, lfn: Lfn) => Replica,
  lfn: Lfn,
): Promise<Replica[]> {
  const {signal, timeout, specification} = options;
  if (specification !== undefined && specification !== '') words.push(specification);
  const answer = await grid.request('access', words, {
    want: read === httpReplicaFrom ? 'both' : 'keys',
    ...(signal && {signal}),
    ...(timeout !== undefined && {timeout}),
  });
  expectMade(answer, read === bookedReplicaFrom ? [lfn] : []);
  return answer.results.map((result) => read(result, lfn));
}

/** The address of HTTP stands in the text only, and the envelope is made fit for a url. */
function httpReplicaFrom(result: Result, lfn: Lfn): Replica {
  const replica = replicaFrom(result, lfn);
  const [address = ''] = valueOf(result, 'message').split('\n');
  if (!isHttp(address)) return {...replica, envelope: percentDecoded(replica.envelope)};
  const {member} = splitMember(replica.url);
  return {...replica, url: member === undefined ? address : `${address}#${member}`};
}

/** Never fails, whatever it is given. */
function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function replicaFrom(result: Result, lfn: Lfn): Replica {
  const reader = new ResultReader(result);
  const facts = reader.facts();
  if (reader.has('size') && facts.doubt !== undefined) throw new DoubtfulAnswer(lfn, facts.doubt);
  return replicaOf(reader, facts);
}

function bookedReplicaFrom(result: Result): Replica {
  const reader = new ResultReader(result);
  return replicaOf(reader, reader.facts());
}

function replicaOf(reader: ResultReader, {size, md5, guid}: Facts): Replica {
  const [url, envelope] = [reader.text('url'), reader.text('envelope')];
  if (url === '' || envelope === '') {
    throw new ServerError('The central service named a replica without url or envelope.', {
      code: 'NO_REPLICA',
    });
  }
  return {
    url,
    envelope,
    se: reader.text('se'),
    guid: guid ?? '',
    size: reader.has('size') ? size : undefined,
    md5,
    tags: reader
      .text('tags')
      .replace(/^\[|\]$/g, '')
      .split(', ')
      .filter((tag) => tag !== ''),
  };
}

/**
 * Register one replica that is safely on its storage element. The first of a file makes the entry.
 * @param options `permissions`: three octal digits, 644 without
 * @throws {ServerError} 53 when nothing was registered
 */
export async function commitReplica(
  grid: Requester,
  lfn: Lfn,
  replica: Replica,
  file: Required<FileFacts>,
  options: CallOptions & {readonly permissions?: string} = {},
): Promise<void> {
  const {permissions = '644', ...call} = options;
  const words = [
    replica.envelope,
    String(file.size),
    lfn,
    permissions,
    '0', // no expiry
    replica.url,
    replica.se,
    replica.guid,
    file.md5,
  ];
  const answer = expectMade(await grid.request('commit', words, {...call, want: 'keys'}), [lfn]);
  if (answer.results.some((result) => result['lfn'] === '0')) {
    throw refusedName(`The central service did not register ${lfn} on ${replica.se}.`, 53, [lfn]);
  }
}
