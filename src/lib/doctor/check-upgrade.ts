import type {SessionEvent} from '../session/requests/events.ts';
import {Session} from '../session/session.ts';
import {type Check, ok} from './check.ts';

/** The websocket: the server knows the certificate. The session stays open for the checks behind. */
export const checkUpgrade: Check = {
  name: 'upgrade',
  needs: ['tls'],
  limit: 20_000,
  async run(patient, signal) {
    const opened = Promise.withResolvers<number>();
    const observe = (event: SessionEvent): void => {
      patient.observe(event);
      if (event.kind === 'connected') opened.resolve(event.milliseconds);
    };
    const session = new Session({
      settings: patient.settings.with('connect.tries', 1),
      userAgent: patient.userAgent,
      askPassphrase: patient.askPassphrase,
      observe,
    });
    patient.session.set(session);
    const login = session.request('whoami', [], {signal});
    login.catch((error: unknown) => opened.reject(error)); // after the opening: the next check's to tell
    const milliseconds = await opened.promise;
    patient.login.set(login);
    return ok(`websocket open in ${milliseconds.toFixed(0)} ms`);
  },
};
