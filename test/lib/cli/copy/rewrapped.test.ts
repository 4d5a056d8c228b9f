import assert from 'node:assert/strict';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import {eraseRewrapped} from '../../../../src/lib/cli/copy/rewrapped.ts';

/** What stands on a screen of this width that had 80 columns when the text was written; `more` comes afterwards. */
async function screenAfter(text: string, columns: number, more: string): Promise<string[]> {
  const terminal = new xterm.Terminal({cols: 80, rows: 60, allowProposedApi: true, convertEol: true});
  const write = (chunk: string) => new Promise<void>((resolve) => terminal.write(chunk, resolve));
  await write(text);
  terminal.resize(columns, 60);
  await write(more);
  const {active} = terminal.buffer;
  const lines = Array.from(
    {length: active.length},
    (_, index) => active.getLine(index)?.translateToString(true) ?? '',
  );
  terminal.dispose();
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

describe('a block of lines on a terminal that becomes narrower', () => {
  it('goes away whole, and nothing else does', async () => {
    const line = fc.stringMatching(/^[a-z日█]{1,38}$/u);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, {minLength: 1, maxLength: 10}),
        fc.integer({min: 20, max: 79}),
        async (lines, columns) => {
          const erase = eraseRewrapped(lines, columns) ?? '';
          // As the renderer does it: up to where its lines began, and all below is new.
          const next = `${erase}\u001b[${lines.length}A\r\u001b[Jnew\n`;
          const shown = await screenAfter(`before\n${lines.join('\n')}\n`, columns, next);
          assert.deepEqual(shown, ['before', 'new']);
        },
      ),
      {numRuns: 60},
    );
  });

  it('stays where no line was broken', () => assert.equal(eraseRewrapped(['short', 'lines'], 40), undefined));
});
