import assert from 'node:assert/strict';
import {homedir} from 'node:os';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {looksLikeGrid, parseOperand} from '../../../src/lib/paths/operand.ts';

describe('parseOperand', () => {
  const cases: readonly (readonly [string, 'local' | 'grid' | 'bare', string])[] = [
    ['file:x', 'local', 'x'],
    ['file:./x', 'local', './x'],
    ['file:/abs', 'local', '/abs'],
    ['file://rel/x', 'local', 'rel/x'],
    ['file:///abs/x', 'local', '/abs/x'],
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
    ['root:x', 'bare', 'root:x'],
    ['2024-05-01T12://x', 'bare', '2024-05-01T12://x'],
  ];
  for (const [text, kind, path] of cases) {
    it(`reads ${JSON.stringify(text)} as ${kind}`, () => assert.deepEqual(parseOperand(text), {kind, path}));
  }

  for (const text of [
    '',
    ' ',
    'file:',
    'alien://',
    'root://se//x',
    'S3://b',
    'file+x://y',
    'FILE:x',
    'Alien:x',
  ])
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseOperand(text), UserError));

  it('knows the names that only the grid has', () => {
    for (const name of ['/alice', '/alice/x', '~', '~/x', '%ALIEN', '%ALIEN/x'])
      assert.ok(looksLikeGrid(name), name);
    for (const name of ['/alicex', 'alice/x', './x', '~x', '/tmp', '%ALIENx'])
      assert.ok(!looksLikeGrid(name), name);
  });
});
