import assert from 'node:assert/strict';
import {homedir} from 'node:os';
import {looksLikeGrid, parseOperand} from '../../../src/lib/paths/operand.ts';

describe('parseOperand', () => {
  const cases: readonly (readonly [string, 'local' | 'grid' | 'bare', string])[] = [
    ['file:x', 'local', 'x'],
    ['file:./x', 'local', './x'],
    ['file:/abs', 'local', '/abs'],
    ['file://rel/x', 'local', 'rel/x'],
    ['file:///abs/x', 'local', '/abs/x'],
    ['file:', 'local', ''],
    ['file:~/x', 'local', `${homedir()}/x`],
    ['file:~x', 'local', '~x'],
    ['file:new\nline', 'local', 'new\nline'],
    ['alien:x', 'grid', 'x'],
    ['alien:~/x', 'grid', '~/x'],
    ['alien://bin/x', 'grid', 'bin/x'],
    ['alien:/alice/x', 'grid', '/alice/x'],
    ['alien:///alice/x', 'grid', '/alice/x'],
    ['alien:file:x', 'grid', 'file:x'],
    ['x', 'bare', 'x'],
    ['./file:x', 'bare', './file:x'],
    ['profile:x', 'bare', 'profile:x'],
    ['FILE:x', 'bare', 'FILE:x'],
  ];
  for (const [text, kind, path] of cases) {
    it(`reads ${JSON.stringify(text)} as ${kind}`, () => assert.deepEqual(parseOperand(text), {kind, path}));
  }

  it('knows the names that only the grid has', () => {
    for (const name of ['/alice', '/alice/x', '~', '~/x', '%ALIEN', '%ALIEN/x'])
      assert.ok(looksLikeGrid(name), name);
    for (const name of ['/alicex', 'alice/x', './x', '~x', '/tmp', '%ALIENx'])
      assert.ok(!looksLikeGrid(name), name);
  });
});
