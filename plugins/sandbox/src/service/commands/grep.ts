import {isPattern} from '../../catalogue/glob.ts';
import {command, entriesFor} from '../command.ts';
import {EINVAL, ENOENT, EREMOTEIO} from '../errno.ts';
import {textOfFile} from '../file-text.ts';
import {runTool} from '../tool.ts';

/** Letters that let grep read nothing but what it is given, perhaps with a number at the end. */
const HARMLESS = /^-[iyvwxcnosqEFGPHz]*([mABC]\d+)?$/;

export default command({
  name: 'grep',
  usage: '[flags] pattern file...',
  help: [
    'Shows the lines of files that a pattern fits.',
    'Flags stand before the pattern and are those of grep: -i -v -w -x -c -n -o -E -F -P -H -m5 -A2 -B2 -C2',
  ],
  needsWord: true,
  async run(call) {
    const {words, answer} = call;
    const start = words.findIndex((word) => !word.startsWith('-'));
    if (start < 0) return call.complain();
    const flags = words.slice(0, start);
    const [pattern = '', ...files] = words.slice(start);
    if (files.length === 0) return answer.fail(EINVAL, 'No file was named');
    if (pattern.includes('\0')) return answer.fail(EINVAL, 'A pattern has no byte 0');
    const odd = flags.find((flag) => !HARMLESS.test(flag));
    if (odd !== undefined) return answer.fail(EINVAL, `${odd} is not a flag of grep that can be used here`);
    const named = flags.some((flag) => flag.includes('H'));
    const targets = files.flatMap((word) => {
      const found = entriesFor(call, word);
      if (found === undefined && isPattern(word)) answer.fail(ENOENT, word);
      else if (found === undefined) answer.fail(EREMOTEIO, `Not able to get the file: ${word}`);
      return (found ?? []).map((entry) => ({entry, typed: isPattern(word) ? entry.lfn : word}));
    });
    const passed = flags.map((flag) => flag.replaceAll('H', '')).filter((flag) => flag !== '-');
    const lines: string[] = [];
    for (const {entry, typed} of targets) {
      const text = await textOfFile(call, typed, entry);
      if (text === undefined) continue;
      const {output, complaint, code} = await runTool('grep', [...passed, '-e', pattern], text);
      if (code !== 0 && code !== 1) return answer.fail(EINVAL, complaint.trim());
      const prefix = named || targets.length > 1 ? `${entry.lfn}: ` : '';
      lines.push(
        ...output
          .split('\n')
          .slice(0, -1)
          .map((line) => prefix + line),
      );
    }
    if (lines.length > 0) answer.say(lines.join('\n'));
  },
});
