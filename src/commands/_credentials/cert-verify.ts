import {userPlace} from '../../lib/credentials/places.ts';
import {verifying} from './token-verify.ts';

export default verifying('user certificate', userPlace);
