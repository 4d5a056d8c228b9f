import type {CredentialPlace} from '../../lib/credentials/places.ts';
import type {Environment} from '../../lib/settings/environment.ts';
import {userPlace} from '../../lib/credentials/places.ts';
import TokenVerify from './token-verify.ts';

export default class CertVerify extends TokenVerify {
  static override description =
    'Verify your user certificate: its time, and whether one of the authorities signed it. The exit code is 1 if not.';

  protected override readonly what: string = 'user certificate';

  protected override placeIn(env: Environment): CredentialPlace {
    return userPlace(env);
  }
}
