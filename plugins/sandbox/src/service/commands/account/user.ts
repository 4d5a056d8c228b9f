import {isAdmin, mayBecome} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';
import {EINVAL, EPERM} from '../../answers/errno.ts';

export default command({
  name: 'user',
  usage: 'name',
  help: ['Takes one of your roles, or any account if you are an admin. There may be no way back.'],
  needsWord: true,
  run({words, answer, session, grid, complain}) {
    const [name, ...more] = words;
    if (name === undefined || more.length > 0) return complain();
    const {account} = session;
    if (!mayBecome(account, name)) {
      return answer.fail(EPERM, `Switching user ${account.name} to [${name}] failed`);
    }
    const known = grid.catalogue.users.byName(name) !== undefined || account.roles.includes(name);
    if (isAdmin(account) && !known) return answer.fail(EINVAL, `User ${name} cannot be found. Abort`);
    session.become(grid.catalogue.users.account(name));
    answer.add({homedir: session.home});
  },
});
