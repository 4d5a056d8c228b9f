import {command, entriesFor} from '../command.ts';

export default command({
  name: 'showTagValue',
  usage: '[-t tag,...] [-c column,...] [-l] path...',
  help: [
    'Shows the tags of entries. Nothing in a sandbox has any.',
    '-t   these tags only',
    '-c   these columns only',
    '-l   the names of the tags alone',
  ],
  options: {t: 'text', c: 'text', l: 'flag'},
  needsWord: true,
  run(call) {
    const {options, words, answer} = call;
    for (const word of words) {
      const found = entriesFor(call, word);
      if (found === undefined) answer.warn(`Cannot resolve ${word}`);
      for (const {lfn} of found ?? []) {
        answer.say(`${lfn}\n${options.l ? '  available tags: ' : '  no tags defined for this path'}`);
      }
    }
  },
});
