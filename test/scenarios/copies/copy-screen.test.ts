import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {useScene} from '../stage/scene.ts';
import {Screen} from '../stage/screen.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');
const FILES = 20;
const SIZE = 256 << 10;

const isBar = (line: string): boolean => /[█░]/.test(line);
const isFile = (line: string): boolean => /^..\s*\d+% .*file-\d/.test(line);
/** With the place beside the name, and with the name alone. */
const isWide = (line: string): boolean => /% .* {2}\S.* {2,}\S*file-\d/.test(line) && line.length > 60;
const isNarrow = (line: string): boolean => /^..\s*\d+% +[\d.]+ [KM]?i?B\/s {2}\S*file-\d+$/.test(line);
const isSum = (line: string): boolean => /\d+\/20 files/.test(line);
/** What comes last in a frame is there: it may arrive in pieces. */
const isWhole = (lines: readonly string[]): boolean =>
  lines.some(isBar) && lines.slice(-2).some((line) => isSum(line) || /queued|running/.test(line));
const bars = (lines: readonly string[]): number => lines.filter(isBar).length;

describe('cp on a terminal', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true}, (scene) => ({grid, dir} = scene));

  it('draws a bar for the whole and a line for each file, at most eight, and leaves nothing of it, however wide', async () => {
    mkdirSync(join(dir, 'many'));
    for (let index = 0; index < FILES; index++)
      writeFileSync(join(dir, `many/file-${index}`), Buffer.alloc(SIZE, index + 1));
    const line = `exec '${ALIEN}' cp -T 12 --limit-rate 2M file:many/ alien:many/ > log`;
    const screen = new Screen('/bin/sh', ['-c', line], {
      cwd: dir,
      env: {...grid.env(), TMPDIR: dir, HOME: dir},
      columns: 80,
    });

    const wide = await screen.shows(
      (lines) =>
        lines.filter(isFile).length > 7 && lines.some((each) => / left/.test(each)) && isWhole(lines),
    );
    assert.equal(bars(wide), 1, wide.join('\n'));
    assert.equal(wide.filter(isFile).length, 8);
    assert.match(wide.find(isBar) ?? '', /█* +\d+% {2}[\d.]+ [KM]?i?B\/s, .* left$/);

    for (const columns of [40, 80, 40]) {
      await screen.resize(columns);
      // A whole frame of this width, and not what the terminal has made of the one before.
      const drawn = await screen.shows(
        (lines) => lines.some(columns === 80 ? isWide : isNarrow) && isWhole(lines),
      );
      const text = `${columns}:\n${drawn.join('\n')}`;
      assert.equal(bars(drawn), 1, text);
      assert.ok(drawn.filter(isFile).length <= 8, text);
      assert.equal(drawn.filter(isSum).length, 1, text);
    }

    assert.equal(await screen.end(), 0);
    const [first = ''] = screen.lines;
    assert.match(first, /^Copied 20 files, /, screen.lines.join('\n'));
    assert.deepEqual(
      screen.lines.filter((each) => isBar(each) || isFile(each)),
      [],
    );
    const log = readFileSync(join(dir, 'log'), 'utf8');
    assert.ok(!/[█░]/.test(log) && !log.includes('\u001b'), log);
    assert.match(log, /^jobID: 1\/\d+ >>> Start\n/);
  });
});
