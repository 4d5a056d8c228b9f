import {command, entryFor} from '../../call/command.ts';
import {EPERM} from '../../answers/errno.ts';
import {textOfFile} from '../../access/file-text.ts';

const OPTIONS = {n: 'flag', b: 'flag', E: 'flag', T: 'flag', o: 'text'} as const;

export default command({
  name: 'cat',
  usage: '[-n] [-b] [-E] [-T] file...',
  help: [
    'Shows the text of files.',
    '-n   numbers all lines',
    '-b   numbers the lines that are not blank',
    '-E   shows the ends of lines as $',
    '-T   shows tabs as ^I',
    '-o   refused: it would write on the disk of the service',
  ],
  options: OPTIONS,
  needsWord: true,
  async run(call) {
    const {options, words, answer, session, grid} = call;
    if (options.o !== undefined) return answer.fail(EPERM, 'No files are written on the service');
    const lines: string[] = [];
    let last = '';
    let count: number | undefined;
    for (const word of words) {
      const text = await textOfFile(call, word, entryFor({session, grid}, word));
      if (text === undefined) continue;
      const read = text.replace(/\n$/, '').split('\n');
      let number = 0;
      for (const line of read) {
        const shown = options.T ? line.replaceAll('\t', '^I') : line;
        const numbered = options.n || (options.b && line.trim() !== '');
        if (numbered) number++;
        lines.push(`${numbered ? `${number}  ` : ''}${shown}${options.E ? '$' : ''}`);
        // Only the last line is left of what should have been a value: so does the real service.
        last = options.E ? '$' : shown;
      }
      if (options.n || options.b) count = number - 1;
    }
    if (lines.length === 0) return;
    const message = lines.join('\n');
    answer.add(count === undefined ? {value: last, message} : {count: String(count), message, value: last});
  },
});
