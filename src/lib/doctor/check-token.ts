import {EXIT} from '../errors/exit-codes.ts';
import {utcText} from '../credentials/certificate.ts';
import {inspectCertificate} from '../credentials/inspect.ts';
import {tokenPlace} from '../credentials/places.ts';
import {tlsProblem} from '../credentials/tls-fitness.ts';
import {timeProblem} from '../credentials/rejection.ts';
import {UserError} from '../errors/errors.ts';
import {type Check, ok} from './check.ts';
import {problem} from './check-certificate.ts';
import {lookAtKey} from './check-key.ts';

/** The token with its key. To have none is no illness. */
export const checkToken: Check = {
  name: 'token',
  run({env}) {
    const place = tokenPlace(env);
    try {
      const {facts, origin, pem} = inspectCertificate(place.certificate, 'token');
      const unusable =
        timeProblem('token', facts, origin, new Date()) ?? tlsProblem('token', facts, pem, origin);
      if (unusable) return problem(env, unusable.reason, unusable.next);
      const key = lookAtKey(env, place);
      const text = `${origin}, valid until ${utcText(facts.ends)} UTC; its key: ${key.found}`;
      return {...key, found: text};
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.exitCode === EXIT.NO_SUCH_FILE)
        return ok('there is none, and none is needed with a user certificate');
      return problem(env, error.message, error.next);
    }
  },
};
