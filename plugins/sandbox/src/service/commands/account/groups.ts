import {command} from '../../call/command.ts';

export default command({
  name: 'groups',
  help: ['Shows the groups that you are a member of.'],
  run({answer, session}) {
    const {name, roles} = session.account;
    answer.say(`User: ${name}, main group: ${name}\nMember of groups: ${roles.join(' ')} `);
  },
});
