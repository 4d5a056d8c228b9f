import {Agent, type AgentOptions} from 'node:https';
import type {Authorities} from './authorities.ts';
import {hostCheck} from './server-identity.ts';
import {unswayed, verifiedTls} from './verified-tls.ts';

/** The certificate and key, as PEM, that a client shows. */
export interface ClientIdentity {
  readonly cert: string;
  readonly key: string;
}

/** Makes HTTPS connections whose servers are verified as that of a session is: whatever Node's variables say. */
export class VerifyingAgent extends Agent {
  constructor(
    authorities: Authorities,
    options: Pick<AgentOptions, 'keepAlive'> & Partial<ClientIdentity> = {},
  ) {
    const {names, origin} = authorities;
    // Without names the authorities came from one file, and no revocation list is beside it.
    const checkServerIdentity = hostCheck(names === undefined ? undefined : origin);
    super({...options, ...verifiedTls(authorities), checkServerIdentity});
  }

  override createConnection(...request: Parameters<Agent['createConnection']>) {
    return unswayed(() => super.createConnection(...request));
  }
}
