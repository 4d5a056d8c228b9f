import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {completedWord} from '../../../src/lib/completion/quote-rest.ts';
import {splitLine} from '../../../src/lib/completion/split-line.ts';
import {wordText} from '../../../src/lib/lines/line.ts';
import {readLine} from '../../../src/lib/lines/read-line.ts';

describe('a line that is being typed', () => {
  const table: readonly [string, readonly string[], string, string][] = [
    ['', [], '', 'program'],
    ['ls', [], 'ls', 'program'],
    ['ls ', ['ls'], '', 'program'],
    ['ls a b', ['ls', 'a'], 'b', 'program'],
    ["ls 'my d", ['ls'], 'my d', 'program'],
    ['ls "my d', ['ls'], 'my d', 'program'],
    ['ls my\\ d', ['ls'], 'my d', 'program'],
    ['ls "a\\"b', ['ls'], 'a"b', 'program'],
    ['ls a"b c"d', ['ls'], 'ab cd', 'program'],
    ['pwd; ls x', ['ls'], 'x', 'program'],
    ['pwd && ls x', ['ls'], 'x', 'program'],
    ['pwd || ls x', ['ls'], 'x', 'program'],
    ['ls a|b', ['ls'], 'a|b', 'program'],
    ['ls | he', [], 'he', 'shell'],
    ['ls | head x', ['head'], 'x', 'shell'],
    ['ls | head; pw', [], 'pw', 'program'],
    ['!ls x', ['ls'], 'x', 'shell'],
    ['sh:ls x', ['ls'], 'x', 'shell'],
    ['ls a > fi', ['ls', 'a'], 'fi', 'redirect'],
    ['ls a > file -', ['ls', 'a'], '-', 'program'],
    ['ls # commen', ['ls'], '', 'comment'],
    ['ls a#b', ['ls'], 'a#b', 'program'],
    ['ls a\\', ['ls'], 'a', 'program'],
  ];
  for (const [text, words, current, reader] of table) {
    it(`is read up to the cursor: ${text}`, () => {
      const line = splitLine(text);
      assert.deepEqual(
        {words: line.words, current: line.current, reader: line.reader},
        {words, current, reader},
      );
      assert.equal(text.slice(line.from), line.raw + (text.endsWith('\\') ? '\\' : ''));
    });
  }

  it('is read by the rules of complete lines, whatever was completed', () => {
    const word = fc.string({minLength: 1, maxLength: 8}).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(word, fc.constantFrom('', "'", '"'), fc.nat({max: 8}), (name, quote, typed) => {
        const begun = name.slice(0, typed);
        const raw = quote + completedWord({raw: '', current: '', quote}, begun);
        const line = splitLine(`ls ${raw}`);
        assert.equal(line.current, begun);
        const whole = completedWord(line, name) + line.quote;
        const [step] = readLine(`ls ${whole}`);
        assert.ok(step?.command.kind === 'grid');
        assert.equal(wordText(step.command.words[1] ?? [], 0), name);
      }),
    );
  });
});
