import {isPattern} from '../../../catalogue/entries/glob.ts';
import type {Located} from '../../../catalogue/entries/entry.ts';
import {command, entriesFor, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENOENT} from '../../answers/errno.ts';
import {textOfFile} from '../../access/file-text.ts';
import {runTool} from './tool.ts';

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
    const start = patternIndex(words);
    const flags = words.slice(0, start);
    const [pattern, ...files] = words.slice(start);
    if (pattern === undefined || files.length === 0) return call.complain();
    if (pattern.includes('\0')) return answer.fail(EINVAL, 'A pattern has no byte 0');
    const odd = flags.find((flag) => flag !== '-e' && !HARMLESS.test(flag));
    if (odd !== undefined) return answer.fail(EINVAL, `${odd} is not a flag of grep that can be used here`);
    const targets = files.flatMap((word) => {
      const found = targetsFor(word, call);
      if (found.length === 0) answer.fail(ENOENT, word);
      return found;
    });
    const named = targets.length > 1 || flags.some((flag) => flag.includes('H'));
    const passed = flags.map((flag) => flag.replaceAll('H', '')).filter((flag) => !/^-e?$/.test(flag));
    const texts: string[] = [];
    for (const {path, entry} of targets) {
      const text = await textOfFile(call, path, entry);
      if (text === undefined) continue;
      const {output, complaint} = await runTool('grep', [...passed, '-e', pattern], text);
      const prefix = named ? `${path}: ` : '';
      if (complaint !== '') answer.warn(`${prefix}${complaint.trimEnd()}`);
      if (output !== '') texts.push(named ? output.replace(/^(?=[^])/gm, prefix) : output);
    }
    if (texts.length > 0) answer.say(texts.join(''));
  },
});

/** Where the pattern stands: behind the flags, or behind `-e`. */
function patternIndex(words: readonly string[]): number {
  const index = words.findIndex((word, at) => words[at - 1] === '-e' || !word.startsWith('-'));
  return index < 0 ? words.length : index;
}

/** What a pattern of names fits; a name that is none need not be there. */
function targetsFor(
  word: string,
  call: Pick<Call, 'session' | 'grid'>,
): {path: string; entry: Located | undefined}[] {
  if (isPattern(word)) return (entriesFor(call, word) ?? []).map((entry) => ({path: entry.lfn, entry}));
  return [{path: call.session.absolute(word), entry: entryFor(call, word)}];
}
