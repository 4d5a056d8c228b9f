import {type CredentialPlace, userPlace} from '../../lib/credentials/places.ts';
import type {Environment} from '../../lib/settings/environment.ts';
import TokenkeyMatch from './tokenkey-match.ts';

export default class CertkeyMatch extends TokenkeyMatch {
  static override description =
    'Look whether your user certificate and its key belong together. The exit code is 42 if they do not.';

  protected override readonly what: string = 'user certificate';

  protected override placeIn(env: Environment): CredentialPlace {
    return userPlace(env);
  }
}
