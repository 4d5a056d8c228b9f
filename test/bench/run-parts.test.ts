import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {COPY_PARTS} from '../../bench/copy/copy-parts.ts';
import {COMMAND_PARTS} from '../../bench/parts/command-parts.ts';
import {insist, takeTurns} from '../../bench/frame/rounds.ts';

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

  it('stop between two commands when they are interrupted', async () => {
    const interrupt = new AbortController();
    const contests = {a: () => interrupt.abort(new Error('interrupted')), b: () => assert.fail('b ran')};
    const rounds = {atMost: 1, within: Infinity, signal: interrupt.signal};
    await assert.rejects(takeTurns(contests, rounds), /interrupted/);
  });

  it('take a sample again where the machine was busy, and give up at last', async () => {
    let left = 2;
    const flaky = (): number => {
      if (left-- > 0) throw new Error('too slow');
      return 7;
    };
    const {error} = console;
    console.error = () => undefined;
    try {
      assert.equal(await insist(flaky), 7);
      left = 3;
      await assert.rejects(insist(flaky), /too slow/);
    } finally {
      console.error = error;
    }
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
