import {command} from '../../call/command.ts';
import {EINVAL, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'groupmembers',
  usage: 'group',
  help: ['Shows who is a member of a group.'],
  needsWord: true,
  adminOnly: true,
  run({words, answer, grid}) {
    const [group, ...more] = words;
    if (group === undefined || more.length > 0) return answer.fail(EINVAL, 'No group name passed');
    // Every account has the role of its own name; that of `admin` is more than a name.
    const members = grid.catalogue.users
      .all()
      .filter(({name, roles}) => roles.includes(group) && (name !== group || group === 'admin'));
    if (members.length === 0) return answer.fail(ENOENT, `Group ${group} does not exist`);
    answer.say(`Members of ${group}: ${members.map(({name}) => name).join(' ')}`);
  },
});
