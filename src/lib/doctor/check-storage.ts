import {randomInt} from 'node:crypto';
import {type Replica, accessRead} from '../catalogue/access.ts';
import type {Entry} from '../catalogue/entry.ts';
import {findAll} from '../catalogue/find.ts';
import {absoluteLfn} from '../paths/lfn.ts';
import {valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import {storageHost} from '../paths/replica-url.ts';
import {type Check, failed, ok} from './check.ts';
import type {Patient} from './patient.ts';

/** Storage elements that are asked before all are said to be out of reach. */
const TRIES = 3;
const PING_MS = 5000;

/** A file that is quickly read, in bytes, among so many. */
const SMALL = 10_000_000;
const CANDIDATES = 50;
/** The service may answer a `find` from memory; one with another limit it has to look up. */
const SPREAD = 500;

/** A storage element answers: one with a file of the user's, else the first ones that the service lists. */
export const checkStorage: Check = {
  name: 'storage',
  needs: ['login', 'addon'],
  limit: 40_000,
  async run(patient, signal) {
    const file = await findFile(patient, signal);
    patient.file.set(file ?? 'none');
    const elements = file ? file.replicas.map(({se, url}) => ({se, url})) : await listed(patient, signal);
    if (elements.length === 0) return failed('the central service names no storage element', ADVICE);
    const silent: string[] = [];
    for (const {se, url} of elements.slice(0, TRIES)) {
      const answer = await ping(url, signal);
      const where = `${se} (${storageHost(url)})`;
      if (answer.isThere) return ok(`${where} ${answer.said}`);
      silent.push(`${where}: ${answer.said}`);
    }
    return failed(silent.join('; '), ADVICE);
  },
};

const ADVICE =
  'Check whether a firewall keeps you from these hosts; else try later, or name another storage element.';

async function listed(patient: Patient, signal: AbortSignal): Promise<{se: string; url: string}[]> {
  const answer = await patient.session.get().request('listSEs', [], {want: 'keys', signal});
  return expectSuccess(answer)
    .results.map((result) => ({
      se: valueOf(result, 'seName'),
      url: valueOf(result, 'endpointUrl'),
      isDisk: valueOf(result, 'qos').includes('disk'),
    }))
    .filter(({url, isDisk}) => isDisk && /^x?roots?:\/\//.test(url));
}

/** A server that wants to know who asks is there. */
async function ping(url: string, signal: AbortSignal): Promise<{isThere: boolean; said: string}> {
  const native = await import('xrootd-native');
  try {
    const limits = {connectTimeout: PING_MS, totalTimeout: PING_MS, signal};
    const {milliseconds} = await native.ping(url, limits);
    return {isThere: true, said: `answers in ${milliseconds.toFixed(0)} ms`};
  } catch (error) {
    if (!(error instanceof native.XRootDError)) throw error;
    if (error.reason === 'auth') return {isThere: true, said: 'answers, and asks who is there'};
    return {isThere: false, said: error.message};
  }
}

/** The smallest of some files in the user's home that can be read from here. */
async function findFile(
  patient: Patient,
  signal: AbortSignal,
): Promise<{entry: Entry; replicas: Replica[]} | undefined> {
  const session = patient.session.get();
  const home = absoluteLfn((await patient.login.get()).metadata.currentdir);
  const {entries} = await findAll(session, home, {limit: CANDIDATES + randomInt(SPREAD), signal});
  const small = entries
    .filter(({size, doubt}) => size > 0 && size <= SMALL && doubt === undefined)
    .sort((a, b) => a.size - b.size);
  for (const entry of small.slice(0, TRIES)) {
    try {
      const replicas = await accessRead(session, entry.lfn, {signal});
      const direct = replicas.filter(({url}) => /^x?roots?:\/\/[^#]*$/.test(url));
      if (direct.length > 0) return {entry, replicas: direct};
    } catch {
      signal.throwIfAborted(); // a file without replica; the next one may have some
    }
  }
  return undefined;
}
