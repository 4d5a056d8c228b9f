import {expectSuccess} from '../session/requests/expect-success.ts';
import {type Check, ok} from './check.ts';

/** Who the user is on the grid. */
export const checkLogin: Check = {
  name: 'login',
  needs: ['upgrade'],
  limit: 30_000,
  async run(patient) {
    const {user, currentdir} = expectSuccess(await patient.login.get()).metadata;
    return ok(`you are ${user}, at home in ${currentdir}`);
  },
};
