import {constants} from 'node:crypto';
import type {ConnectionOptions} from 'node:tls';

/** The oldest protocol and the ciphers of every TLS connection, whatever the defaults of Node have been made. */
export const STRICT_PROTOCOL = {
  minVersion: 'TLSv1.2',
  ciphers: constants.defaultCoreCipherList,
} as const satisfies ConnectionOptions;
