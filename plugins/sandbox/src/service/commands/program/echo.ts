import {command} from '../../call/command.ts';

export default command({
  name: 'echo',
  usage: '[word...]',
  help: ['Says what it is told.'],
  run({words, answer}) {
    const keys = Object.fromEntries(words.map((word, index) => [`arg${index}`, word]));
    answer.add({...keys, message: words.join(' ')});
  },
});
