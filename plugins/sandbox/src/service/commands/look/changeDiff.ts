import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';
import {textOfFile} from '../../access/file-text.ts';
import {runTool} from './tool.ts';

export default command({
  name: 'changeDiff',
  usage: 'file...',
  help: ['Shows what has changed between file~ and file.'],
  options: {},
  needsWord: true,
  async run(call) {
    const {words, answer} = call;
    const differences: string[] = [];
    for (const word of words) {
      const current = await fetched(word, call);
      if (current === undefined) break;
      const old = await fetched(`${word}~`, call);
      if (old === undefined) break;
      differences.push(await compare(old, current));
    }
    if (differences.length > 0) answer.say(differences.join(''));
  },
});

/** The text of a file; one that is not available is as good as missing. */
async function fetched(
  name: string,
  call: Pick<Call, 'answer' | 'session' | 'grid'>,
): Promise<string | undefined> {
  const text = await textOfFile(call, name, entryFor(call, name));
  if (text === undefined) call.answer.fail(ENOENT, name);
  return text;
}

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
