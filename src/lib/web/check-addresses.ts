import {connect} from 'node:net';
import {addressesOf, systemLookup} from '../session/reach/addresses.ts';

/** ms that each address gets to answer. */
const LIMIT = 2000;

/** An address of a host, and whether something listens there. */
export interface CheckedAddress {
  readonly address: string;
  readonly port: number;
  readonly isOpen: boolean;
}

/**
 * Try each address of a host, all at the same time.
 * @throws the error of the look-up where the name has none
 */
export async function checkAddresses(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<readonly CheckedAddress[]> {
  const addresses = await addressesOf(host, 'any', systemLookup);
  return await Promise.all(
    addresses.map(async ({address}) => ({address, port, isOpen: await answers(address, port, signal)})),
  );
}

function answers(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({host, port, signal, timeout: LIMIT});
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
