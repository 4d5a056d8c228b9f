import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import {command, entryFor, unknown} from '../../call/command.ts';

export default command({
  name: 'moveDirectory',
  usage: 'directory',
  help: ['Gives a directory a table of its own. A sandbox keeps all of them in one, so nothing moves.'],
  options: {},
  adminOnly: true,
  helpless: true,
  run({words, answer, session, grid}) {
    const [word] = words;
    if (word === undefined) return unknown(answer);
    // Refusals come with exit code 0: so does the real service.
    if (!isAdmin(session.account)) return answer.say('The user does not have enough permissions');
    const entry = entryFor({session, grid}, word);
    if (entry?.type !== 'd') return answer.say('The LFN does not exist or it is not a directory');
    answer.say(`The directory ${entry.lfn} is already in a separate table`);
  },
});
