import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ShellScene} from './shell-scene.ts';
import {useScene} from '../stage/scene.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/tour.md');

const PROMPT = /^(AliEn\[\w+\]:\S+ >)(.*)$/;

/** One line that the document has typed. */
interface Typed {
  readonly prompt: string;
  readonly line: string;
  readonly printed: readonly string[];
}

/** The frames of a document: what the shell says first, and all lines in their order. */
function framesOf(document: string): {welcome: string; lines: Typed[]} {
  const [welcome = '', ...frames] = [...document.matchAll(/^```text\n(.*?)^```$/gms)].map(
    ([, text = '']) => text,
  );
  const lines: (Typed & {printed: string[]})[] = [];
  for (const row of frames.flatMap((frame) => frame.trimEnd().split('\n'))) {
    const [, prompt, line] = PROMPT.exec(row) ?? [];
    if (prompt === undefined || line === undefined) lines.at(-1)?.printed.push(row);
    else lines.push({prompt, line, printed: []});
  }
  return {welcome, lines};
}

/** Without what is different each time: dates, process numbers, speeds. */
function steady(rows: readonly string[]): string[] {
  return rows.map((row) =>
    row
      .replace(/[A-Z][a-z]{2} [ \d]\d \d\d:\d\d/, 'DATE')
      .replace(/^(\[\d+\]) \d+$/, '$1 PID')
      .replace(/[\d.]+ [KMG]?i?B\/s/, 'SPEED')
      .replace(/in [\d.]+ s/, 'in TIME'),
  );
}

describe('the tour of the shell', () => {
  const {welcome, lines} = framesOf(readFileSync(DOCUMENT, 'utf8'));
  let scene: ShellScene;
  useScene({storage: true}, ({grid, alien, dir}) => (scene = new ShellScene(grid, alien, dir)));

  it('is what a shell says, line by line', async () => {
    const shell = await scene.open();
    assert.ok(shell.text.startsWith(welcome.trimEnd()));
    assert.ok(lines.length > 20);
    for (const {prompt, line, printed} of lines) {
      assert.equal(shell.lines.at(-1), prompt);
      if (line === 'exit') {
        shell.type('exit\r');
        break;
      }
      const said = await shell.enter(line);
      // The end of work in the background is told when it comes, above the next prompt or in front of it.
      if (line === 'wait') await shell.shows(/^\[1\] done(?:.*\n){4}AliEn/m);
      const rows = line === 'wait' ? shell.lines.slice(-printed.length - 1, -1) : said.split('\n');
      assert.deepEqual(steady(rows.filter((row, at) => row !== '' || at > 0)), steady(printed), line);
    }
    assert.equal(await shell.ended, 0);
  });
});
