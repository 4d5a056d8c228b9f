import {command} from '../command.ts';

export default command({
  name: 'setSite',
  usage: '[name]',
  help: ['Shows or sets the site that is close to this client.'],
  run({words: [name], answer, session}) {
    if (name === undefined) return answer.say(`Keeping the current close site: ${session.site}`);
    answer.say(`Setting close site to ${name} (was ${session.site})`);
    session.site = name;
  },
});
