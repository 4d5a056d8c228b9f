import type {ConnectionOptions} from 'node:tls';
import type {Authorities} from './authorities.ts';
import {NODE_SWITCH} from './ignored-variables.ts';
import {STRICT_PROTOCOL} from '../credentials/strict-protocol.ts';

/**
 * What every TLS connection of ours begins with. Each default of Node that an environment can weaken is set here:
 * verification itself (NODE_TLS_REJECT_UNAUTHORIZED), the authorities (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE,
 * SSL_CERT_DIR, --use-system-ca), the oldest protocol and the ciphers (NODE_OPTIONS, OPENSSL_CONF).
 */
export function verifiedTls({certificates}: Pick<Authorities, 'certificates'>) {
  return {...STRICT_PROTOCOL, ca: [...certificates], rejectUnauthorized: true} satisfies ConnectionOptions;
}

/**
 * Open a TLS connection out of reach of Node's switch. What is set in code wins over it anyway, but Node would warn
 * that nothing is verified, which is not true.
 * @param open must open it before it returns
 */
export function unswayed<T>(open: () => T): T {
  /* eslint-disable no-restricted-properties -- it is the environment of the process that Node looks at */
  const value = process.env[NODE_SWITCH];
  if (value === undefined) return open();
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- only without it does Node look at nothing
  delete process.env[NODE_SWITCH];
  try {
    return open();
  } finally {
    process.env[NODE_SWITCH] = value;
  }
}
