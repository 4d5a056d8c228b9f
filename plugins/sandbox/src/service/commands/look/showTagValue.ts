import {shownName} from '../../../catalogue/entries/entry.ts';
import {isPattern} from '../../../catalogue/entries/glob.ts';
import {command, entriesFor, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';

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
    const paths = call.words.flatMap((word) => {
      const found = pathsFor(word, call);
      if (found.length === 0) call.answer.warn(`Could not resolve this path: ${word}`);
      return found;
    });
    if (paths.length === 0) return;
    call.answer.say(paths.map((path) => `${path}\n  no tags defined for this path`).join('\n\n'));
  },
});

/** What a pattern fits. A name that is none need not be there; what is there is shown as `ls -c` does. */
function pathsFor(word: string, call: Pick<Call, 'session' | 'grid'>): string[] {
  if (isPattern(word)) return (entriesFor(call, word) ?? []).map(shownName);
  const path = call.session.absolute(word);
  const entry = entryFor(call, word);
  return [entry?.type === 'd' && path.endsWith('/') ? shownName(entry) : path];
}
