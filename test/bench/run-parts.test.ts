import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {COPY_PARTS} from '../../bench/copy/copy-parts.ts';
import {COMMAND_PARTS} from '../../bench/parts/command-parts.ts';
import {takeTurns} from '../../bench/frame/rounds.ts';

describe('rounds of the bench', () => {
  it('let all take turns, and do not count those that warm up', async () => {
    const turns: string[] = [];
    const samples = await takeTurns(
      {a: () => turns.push('a'), b: () => Promise.resolve(turns.push('b'))},
      {atMost: 2, within: Infinity},
    );
    assert.equal(turns.join(''), 'ababab');
    assert.deepEqual(
      [...samples],
      [
        ['a', [3, 5]],
        ['b', [4, 6]],
      ],
    );
  });

  it('end where their time is over, but not before the first', async () => {
    const samples = await takeTurns({a: () => 1}, {atMost: 9, within: 0, warmUp: 0});
    assert.deepEqual([...samples], [['a', [1]]]);
  });
});

describe('parts of the bench', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/performance.md'), 'utf8');
  for (const {name} of [...COMMAND_PARTS, ...COPY_PARTS]) {
    it(`${name} have a place in docs/performance.md`, () => {
      assert.match(page, new RegExp(`<!-- ${name} -->[^]*<!-- end of ${name} -->`));
    });
  }
});
