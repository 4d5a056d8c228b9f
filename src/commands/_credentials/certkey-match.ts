import {userPlace} from '../../lib/credentials/places.ts';
import {matching} from './tokenkey-match.ts';

export default matching('user certificate', userPlace);
