import {EXIT} from '../errors/exit-codes.ts';
import {utcText} from '../credentials/certificate.ts';
import {inspectCertificate} from '../credentials/inspect.ts';
import {archivePlaces, userPlace} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';
import {timeProblem} from '../credentials/rejection.ts';
import {tlsProblem} from '../credentials/tls-fitness.ts';
import {selectCredentials} from '../credentials/select.ts';
import {UserError} from '../errors/errors.ts';
import {type Check, type Finding, failed, notTried, ok, warning} from './check.ts';

/** The user certificate: there, readable, and its time. */
export const checkCertificate: Check = {
  name: 'certificate',
  run({env}) {
    try {
      const {facts, origin, pem} = inspectCertificate(userPlace(env).certificate, 'user certificate');
      const unusable =
        timeProblem('user', facts, origin, new Date()) ?? tlsProblem('user', facts, pem, origin);
      if (unusable) return problem(env, unusable.reason, unusable.next);
      return ok(`${origin}, valid until ${utcText(facts.ends)} UTC, from ${facts.issuer}`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [archive] = archivePlaces(env);
      if (error.exitCode !== EXIT.NO_SUCH_FILE) return problem(env, error.message, error.next);
      if (archive) return notTried(`it is in ${archive.archive}, behind a pass phrase`);
      return problem(env, error.message, [
        'Import yours: alien cert import FILE.p12',
        'or name it in X509_USER_CERT.',
      ]);
    }
  },
};

/** What is wrong with one way to log in is grave only where there is no other. */
export function problem(env: Environment, found: string, advice: readonly string[]): Finding {
  return canLogIn(env) ? warning(found, ...advice) : failed(found, ...advice);
}

function canLogIn(env: Environment): boolean {
  try {
    selectCredentials(env);
    return true;
  } catch {
    return false;
  }
}
