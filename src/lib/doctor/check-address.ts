import {connect} from 'node:net';
import {address as printed, isLoopback} from '../settings/endpoint.ts';
import {type Check, failed, ok, warning} from './check.ts';
import type {Address} from './patient.ts';

const LIMIT_MS = 4000;

/** Whether something listens at each address. The first one in the order of a login is kept. */
export const checkAddress: Check = {
  name: 'address',
  needs: ['names'],
  limit: LIMIT_MS + 1000,
  async run(patient, signal) {
    const tried = await Promise.all(
      patient.addresses.get().map(async (address) => ({address, ...(await tryAddress(address, signal))})),
    );
    const text = tried.map(({said}) => said).join(', ');
    const first = tried.find(({isOpen}) => isOpen);
    if (first === undefined) {
      return failed(text, adviceFor(tried.map(({address}) => address)));
    }
    patient.reached.set(first.address);
    if (tried.every(({isOpen}) => isOpen)) return ok(text);
    return warning(text, 'The others are used; each connection may take longer.');
  },
};

function adviceFor(addresses: readonly Address[]): string {
  if (addresses.every(({isProxy}) => isProxy))
    return 'Check the variable of the proxy; NO_PROXY excepts hosts from it.';
  const sandbox = addresses[0]?.endpoint.sandbox;
  return addresses.every(({ip}) => isLoopback(ip))
    ? `Start your sandbox: alien sandbox start${sandbox === undefined ? '' : ` ${sandbox}`}`
    : 'Check whether a firewall or a VPN keeps you from this port; else the service is down: try later.';
}

interface Tried {
  readonly isOpen: boolean;
  readonly said: string;
}

function tryAddress({ip, port}: Address, signal: AbortSignal): Promise<Tried> {
  const where = printed({host: ip, port});
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect({host: ip, port, signal, timeout: LIMIT_MS});
    const end = (isOpen: boolean, what: string): void => {
      socket.destroy();
      resolve({isOpen, said: `${where} ${what}`});
    };
    socket.on('connect', () => end(true, `in ${Math.ceil(performance.now() - started)} ms`));
    socket.on('timeout', () => end(false, `no answer in ${LIMIT_MS / 1000} s`));
    socket.on('error', (error: NodeJS.ErrnoException) => end(false, error.code ?? error.message));
  });
}
