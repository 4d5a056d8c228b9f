import {isIPv6} from 'node:net';
import {UserError} from '../errors/errors.ts';
import {PORT} from './kinds.ts';

/** A host, and its port where one stands behind it. */
export interface HostAndPort {
  /** a name or an address, without brackets */
  readonly host: string;
  readonly port?: number;
}

const NAME = /^[\w.-]+$/;

/**
 * Read `host`, `host:port`, `[address]`, `[address]:port`, or an IPv6 address without brackets.
 * @param origin the variable or file that it stands in, for messages
 * @throws {UserError} 22 for anything else, with what to write
 */
export function hostAndPort(text: string, origin: string): HostAndPort {
  const word = text.trim();
  if (word.includes('/')) throw noHost(text, origin);
  if (isIPv6(word)) return {host: word};
  const [, inBrackets, name, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(word) ?? [];
  const host = inBrackets ?? name;
  const isHost = inBrackets === undefined ? NAME.test(host ?? '') : isIPv6(inBrackets);
  if (host === undefined || !isHost) throw noHost(text, origin);
  return port === undefined ? {host} : {host, port: portBehind(port, text, origin)};
}

/** @throws {UserError} 22 for text that is not a port */
export function portNumber(text: string, origin: string): number {
  const port = PORT.read(text.trim());
  if (port !== undefined) return port;
  throw new UserError(`${origin} names the port "${text}", which is not valid.`, {
    next: [`Set ${origin} to a number between 1 and 65535.`],
  });
}

function portBehind(port: string, text: string, origin: string): number {
  const number = PORT.read(port.trim());
  if (number !== undefined) return number;
  throw new UserError(`${origin} names the port "${port}" in "${text}", which is not valid.`, {
    next: [`Write a number between 1 and 65535 behind the host, or none: ${origin}=host:8097.`],
  });
}

function noHost(text: string, origin: string): UserError {
  const inside = /^\w+:\/\/([^/]+)/.exec(text.trim())?.[1];
  return new UserError(`${origin} names the host "${text}", which is not valid.`, {
    next: [
      inside === undefined
        ? `Write a name or an address there: ${origin}=alice-jcentral.cern.ch, host:8097, [::1] or [::1]:8097.`
        : `Write the host alone, without the rest of the address: ${origin}=${inside}`,
    ],
  });
}
