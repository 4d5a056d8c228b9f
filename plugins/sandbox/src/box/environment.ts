import {userFiles} from './layout.ts';
import type {Layout} from './layout.ts';

/** Where a central service listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Variables that would lead a client elsewhere. */
export const MISLEADING = ['JALIEN_HOST', 'JALIEN_WSPORT', 'ALIENPY_USE_LOCAL_CAS'];

/** The variables that make the clients of the grid use a sandbox as this user. */
export function environmentOf(layout: Layout, endpoint: Endpoint, user: string): Record<string, string> {
  const files = userFiles(layout, user);
  return {
    ALIENPY_JCENTRAL: endpoint.host,
    ALIENPY_JCENTRAL_PORT: String(endpoint.port),
    X509_USER_CERT: files.cert,
    X509_USER_KEY: files.key,
    X509_CERT_DIR: layout.certificates,
    // Tokens of the sandbox must never take the place of real ones in the temporary directory.
    JALIEN_TOKEN_CERT: files.tokenCert,
    JALIEN_TOKEN_KEY: files.tokenKey,
  };
}
