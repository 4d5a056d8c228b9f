import type {TLSSocket} from 'node:tls';
import {limitsFrom} from '../settings/limits.ts';
import {reach} from '../session/reach/reach.ts';
import {Trust} from '../trust/trust.ts';
import {type Check, ok} from './check.ts';

/** TLS with the server: its certificate is verified, and ours is accepted. */
export const checkTls: Check = {
  name: 'tls',
  needs: ['authorities', 'identity', 'address'],
  limit: 20_000,
  async run({settings, reached, credentials, observe}, signal) {
    const {endpoint} = reached.get();
    const route = {
      settings,
      endpoint,
      credentials: credentials.get(),
      trust: new Trust(settings.env),
      limits: limitsFrom(settings),
    };
    observe({kind: 'connecting', endpoint, attempt: 1});
    let socket: TLSSocket;
    try {
      socket = await reach(route, signal);
    } catch (error) {
      observe({kind: 'connect-failed', endpoint, error});
      throw error;
    }
    const {subject, valid_to: ends} = socket.getPeerCertificate();
    const text = `${socket.getProtocol()}, server ${String(subject.CN)}, its certificate valid until ${ends}`;
    socket.destroy();
    return ok(text);
  },
};
