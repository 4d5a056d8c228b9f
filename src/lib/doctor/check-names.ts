import {execFile} from 'node:child_process';
import {isIP} from 'node:net';
import {NetworkError} from '../errors/errors.ts';
import type {Environment} from '../settings/environment.ts';
import {type Endpoint, endpoints} from '../settings/endpoint.ts';
import {type Address as Found, addressesOf} from '../session/reach/addresses.ts';
import {proxyFor} from '../session/reach/proxy.ts';
import {type Check, failed, ok, warning} from './check.ts';
import type {Address, Patient} from './patient.ts';

/** Looks a name up as every program does, and prints what there is as JSON. */
const LOOKUP = `require('node:dns').lookup(process.argv[1], {all: true, order: 'verbatim'}, (error, all) =>
  process.stdout.write(JSON.stringify(error ? {code: error.code} : all)))`;

const CHECK_NAME = 'Check the name of the server, and the network: does the name of another host resolve?';
const CHECK_DISTRUSTED = 'Look at what is not used above, and remove what is not yours.';

/** The addresses of the central services that would be tried, or of the proxy in front of them. */
export const checkNames: Check = {
  name: 'names',
  limit: 6000,
  async run(patient, signal) {
    const distrusted: string[] = [];
    const tried = endpoints(patient.env, (why) => distrusted.push(why));
    const looked = await Promise.all(tried.map((endpoint) => lookAt(patient, endpoint, signal)));
    const text = [looked.map(({said}) => said).join('; '), ...distrusted].join('\n');
    const addresses = looked.flatMap((each) => each.addresses);
    const advice = [
      ...(looked.every((each) => each.addresses.length > 0) ? [] : [CHECK_NAME]),
      ...(distrusted.length > 0 ? [CHECK_DISTRUSTED] : []),
    ];
    if (addresses.length === 0) return failed(text, ...advice);
    patient.addresses.set(addresses);
    return advice.length === 0 ? ok(text) : warning(text, ...advice);
  },
};

async function lookAt(
  patient: Patient,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<{addresses: Address[]; said: string}> {
  const {env, settings} = patient;
  const proxy = proxyFor(endpoint, env);
  const {host, port} = proxy ?? endpoint;
  const what = proxy ? `the proxy ${host} (${proxy.variable})` : `${host} (${endpoint.origin})`;
  try {
    const found = await addressesOf(host, settings.get('connect.family'), () =>
      lookup(host, patient.processEnv, signal),
    );
    const addresses = found.map(({address: ip}) => ({endpoint, ip, port, isProxy: proxy !== undefined}));
    return {addresses, said: `${what}: ${[...new Set(addresses.map(({ip}) => ip))].join(', ')}`};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {addresses: [], said: `${what}: ${why}`};
  }
}

/**
 * A process of its own does it: with a dead name server this takes long, and inside this process nothing could
 * stop it.
 */
async function lookup(host: string, env: Environment, signal: AbortSignal): Promise<Found[]> {
  if (isIP(host) !== 0) return [{address: host, family: isIP(host)}];
  const text = await new Promise<string>((resolve, reject) => {
    const options = {signal, env: {...env, NODE_OPTIONS: ''}, killSignal: 'SIGKILL'} as const;
    execFile(process.execPath, ['-e', LOOKUP, '--', host], options, (error, stdout) => {
      if (error) reject(new NetworkError(error.message.split('\n')[0] ?? ''));
      else resolve(stdout);
    });
  });
  const result = JSON.parse(text) as Found[] | {code: string};
  if (Array.isArray(result)) return result;
  const why = result.code === 'EAI_AGAIN' ? 'no name server answers' : 'the name is not known';
  throw new NetworkError(`${why} (${result.code})`);
}
