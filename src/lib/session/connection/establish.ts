import {AlienError, InternalError} from '../../errors/errors.ts';
import type {Connection, Manner} from './connection.ts';
import type {SessionObserver} from '../requests/events.ts';
import type {Login} from './login.ts';
import {ForeignPeer} from '../reach/peer.ts';
import {jittered, pause} from '../../flow/within.ts';

/**
 * Connect to the first endpoint that is available, with a few tries.
 * @throws what the last endpoint said: {NetworkError} 107, {UserError} 129; the abort reason of `signal`
 */
export async function establish(
  login: Login,
  manner: Manner,
  tell: SessionObserver,
  signal?: AbortSignal,
): Promise<Connection> {
  const {Connection: Implementation} = await import('./connection.ts');
  const {endpoints, limits} = login;
  let failure: AlienError = new InternalError('There was no service to connect to.');
  for (let attempt = 1; attempt <= limits.connectTries; attempt++) {
    if (attempt > 1) await pause(jittered(limits.connectPause), signal);
    for (const endpoint of endpoints) {
      tell({kind: 'connecting', endpoint, attempt});
      const started = performance.now();
      try {
        const connection = await Implementation.open({...login, endpoint}, manner, signal);
        tell({kind: 'connected', endpoint, milliseconds: performance.now() - started});
        return connection;
      } catch (error) {
        tell({kind: 'connect-failed', endpoint, error});
        signal?.throwIfAborted();
        if (error instanceof ForeignPeer) tell({kind: 'distrusted', why: error.message});
        if (!(error instanceof AlienError)) throw error;
        failure = error;
      }
    }
    if (!failure.mayPass) throw failure; // a refusal does not pass by waiting
  }
  throw failure;
}
