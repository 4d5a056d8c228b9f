import {command} from '../../call/command.ts';

export default command({
  name: 'commandlist',
  usage: '[-i]',
  help: ['Lists the commands.', '-i   in one line'],
  run({words, answer, commands}) {
    const names = commands();
    if (words.includes('-i')) return answer.say(names.join(' '));
    for (const [index, name] of names.entries()) {
      answer.add(index === 0 ? {message: names.join('\n'), commandlist: name} : {commandlist: name});
    }
  },
});
