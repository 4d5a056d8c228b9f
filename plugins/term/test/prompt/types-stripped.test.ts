import assert from 'node:assert/strict';
import {typesStripped} from '../../src/prompt/types-stripped.ts';

describe('TypeScript at the prompt', () => {
  it('loses its types and keeps its length', () => {
    const code = 'const a: number = f<string>(b as c)!;';
    const stripped = typesStripped(code);
    assert.ok('code' in stripped);
    assert.equal(stripped.code.length, code.length);
    assert.equal(stripped.code.replace(/\s+/g, ' '), 'const a = f (b ) ;');
  });

  const TABLE: readonly [string, boolean][] = [
    ['function f(a: string) {', true],
    ['const f = (a: number) =>', true],
    ['f(', true],
    ['({a:', true],
    ['let a = `abc', true],
    ['/* x', true],
    ['if (x) {\n a', true],
    ['[1, 2', true],
    ['const x: = 3', false],
    ['enum A {x}', false],
    ['"abc', false],
    ['a b c', false],
  ];
  for (const [code, isIncomplete] of TABLE) {
    it(`${isIncomplete ? 'waits for more behind' : 'refuses'} ${code}`, () => {
      const stripped = typesStripped(code);
      assert.ok('error' in stripped);
      assert.equal(stripped.isIncomplete, isIncomplete);
    });
  }
});
