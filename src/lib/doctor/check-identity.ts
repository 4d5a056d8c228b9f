import {utcText} from '../credentials/certificate.ts';
import {selectCredentials} from '../credentials/select.ts';
import {unlock} from '../credentials/unlock.ts';
import {type Check, ok} from './check.ts';

/** What a login would be made with: a token or the user certificate. A key with a pass phrase is opened here. */
export const checkIdentity: Check = {
  name: 'identity',
  // a person who looks for a pass phrase takes as long as it takes
  limit: Infinity,
  async run(patient) {
    const credentials = await unlock(selectCredentials(patient.env), patient.askPassphrase);
    patient.credentials.set(credentials);
    const {kind, certificate, origin} = credentials;
    const what = kind === 'token' ? 'token' : 'user certificate';
    return ok(`the ${what} ${certificate.subject}, valid until ${utcText(certificate.ends)} UTC (${origin})`);
  },
};
