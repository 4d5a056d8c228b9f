import {ELEMENTS} from '../../../catalogue/elements/elements.ts';
import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';
import {EPERM} from '../../answers/errno.ts';

export default command({
  name: 'resyncLDAP',
  help: ['Compares the accounts with the directory of the organisation; a sandbox is its own directory.'],
  run({answer, session, grid}) {
    // The recorded service did it for everyone.
    if (!isAdmin(session.account)) return answer.fail(EPERM, 'Only admins synchronize accounts');
    const users = grid.catalogue.users.all();
    const roles = new Set(users.flatMap((user) => user.roles.filter((role) => role !== user.name)));
    const counts = {Users: users.length, Roles: roles.size, SEs: ELEMENTS.length, Protocols: ELEMENTS.length};
    const lines = Object.entries({...counts, CEs: 1}).map(([kind, count]) => {
      const line = `${kind}: ${count} synchronized. 0 changes. `;
      grid.chronicle.record(`sandbox.accounts.ResyncLDAP.${kind}`, line.trimEnd());
      return line;
    });
    answer.say(lines.join('\n'));
  },
});
