import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {aliasesIn, withAlias, withoutAlias} from '../../../src/lib/lines/alias-lines.ts';

describe('the file of aliases', () => {
  const TABLE: readonly [string, string, string][] = [
    ['l=ls -l', 'l', 'ls -l'],
    ['  l = ls -l  ', 'l', 'ls -l'],
    ['l="ls -l"', 'l', 'ls -l'],
    ['l=ls -l # long', 'l', 'ls -l'],
    ['l="echo # x" # note', 'l', 'echo # x'],
    ['l=echo "a b"', 'l', 'echo "a b"'],
    ['my=pwd;whoami;ls', 'my', 'pwd;whoami;ls'],
    ['x=a=b', 'x', 'a=b'],
    ['l=ls\nl=ll', 'l', 'll'],
  ];
  for (const [text, name, value] of TABLE) {
    it(`defines ${name} in: ${JSON.stringify(text)}`, () => assert.equal(aliasesIn(text).get(name), value));
  }

  it('defines nothing in comments, empty lines and lines of another kind', () => {
    assert.deepEqual([...aliasesIn('# l=ls\n\nwords\n=x\nl=\n a b=c\n')], []);
  });

  it('keeps all other lines when one is changed or removed', () => {
    const text = '# mine\nl=ls\nodd line\nl=ll\n';
    assert.equal(withAlias(text, 'l', 'ls -a'), '# mine\nl=ls\nodd line\nl=ls -a\n');
    assert.equal(withoutAlias(text, 'l'), '# mine\nodd line\n');
    assert.equal(withAlias('a=b', 'c', 'd'), 'a=b\nc=d\n');
  });

  it('gives back each value that was written', () => {
    const value = fc
      .string({minLength: 1, maxLength: 12})
      .map((text) => text.replace(/[\n\r]/g, ' ').trim())
      .filter((text) => text !== '' && !text.includes('"'));
    fc.assert(
      fc.property(value, (text) => {
        assert.equal(aliasesIn(withAlias('x=y', 'name', text)).get('name'), text);
      }),
    );
  });
});
