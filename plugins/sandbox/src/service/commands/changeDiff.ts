import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Lfn} from '../../catalogue/names.ts';
import {command} from '../command.ts';
import {ENOENT} from '../errno.ts';
import {textOfFile} from '../file-text.ts';
import {runTool} from '../tool.ts';

export default command({
  name: 'changeDiff',
  usage: 'file...',
  help: ['Shows what has changed between file~ and file.'],
  options: {},
  needsWord: true,
  async run(call) {
    const {words, answer, session, grid} = call;
    const {entries} = grid.catalogue;
    for (const word of words) {
      const lfn = session.resolve(word);
      const [now, before] = [entries.find(lfn), entries.find(`${lfn}~` as Lfn)];
      if (now === undefined || before === undefined) {
        answer.fail(ENOENT, now === undefined ? word : `${word}~`);
        continue;
      }
      const old = await textOfFile(call, `${word}~`, before);
      const current = old === undefined ? undefined : await textOfFile(call, word, now);
      if (old === undefined || current === undefined) continue;
      const difference = await compare(old, current);
      if (difference !== '') answer.say(difference);
    }
  },
});

async function compare(old: string, current: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alien-diff-'));
  try {
    const files = [join(folder, 'old'), join(folder, 'new')] as const;
    await Promise.all([writeFile(files[0], old), writeFile(files[1], current)]);
    return (await runTool('diff', files)).output;
  } finally {
    await rm(folder, {recursive: true});
  }
}
