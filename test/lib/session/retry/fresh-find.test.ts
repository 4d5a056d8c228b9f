import assert from 'node:assert/strict';
import {freshLimit, OwnChanges} from '../../../../src/lib/session/retry/fresh-find.ts';

/** The words of a find right after a change. */
function freshFind(words: readonly string[]): readonly string[] {
  const changes = new OwnChanges();
  changes.note('rm', ['/d/x']);
  return changes.wordsFor('find', words);
}

describe('a find that is answered afresh', () => {
  it('has a limit that leaves nothing out, fits an int and never comes twice', () => {
    const limits = Array.from({length: 10_000}, freshLimit);
    assert.ok(limits.every((limit) => limit >= 1e9 && limit < 2 ** 31));
    assert.equal(new Set(limits).size, limits.length);
  });

  it('keeps the words and the limit that it was given', () => {
    const [option, limit, ...words] = freshFind(['-d', '--', '/l', '-l']);
    assert.deepEqual([option, words], ['-l', ['-d', '--', '/l', '-l']]);
    assert.match(limit ?? '', /^\d{10}$/);
    for (const limited of [
      ['-l', '5', '/d', '*'],
      ['-l5', '/d', '*'],
      ['-dl', '5', '/d', '*'],
    ]) {
      const [exclude, name, ...rest] = freshFind(limited);
      assert.deepEqual([exclude, rest], ['-e', limited]);
      assert.notEqual(name, freshFind(limited)[1]);
    }
  });

  it('is limited by what stands before the names only, wherever that is', () => {
    for (const [words, option] of [
      [['--', '-l', '/d'], '-l'],
      [['/d', '-l5'], '-e'],
      [['--limit', '5', '/d'], '-e'],
      [['/d', 'x--l'], '-l'],
    ] as const) {
      assert.equal(freshFind(words)[0], option, words.join(' '));
    }
  });

  it('is left alone when it is fresh already', () => {
    const words = freshFind(['/d', '*']);
    assert.deepEqual(freshFind(words), words);
  });
});

describe('changes of a session', () => {
  const isFresh = (changes: OwnChanges) => changes.wordsFor('find', ['/d', '*']).length > 2;

  it('make its next finds fresh, as long as the service may remember older ones', () => {
    let now = 0;
    const changes = new OwnChanges(() => now);
    assert.equal(isFresh(changes), false);
    changes.note('rm', ['/d/x']);
    now += 299_999;
    assert.equal(isFresh(changes), true);
    assert.deepEqual(changes.wordsFor('ls', ['/d']), ['/d']);
    now += 1;
    assert.equal(isFresh(changes), false);
  });

  it('are those of names and files, not of the session itself', () => {
    const isChange = (command: string, ...words: string[]) => {
      const changes = new OwnChanges();
      changes.note(command, words);
      return isFresh(changes);
    };
    for (const command of ['mkdir', 'touch', 'mv', 'rm', 'rmdir', 'commit', 'registerOutput', 'unheardOf'])
      assert.equal(isChange(command), true, command);
    for (const command of ['ls', 'stat', 'find', 'cd', 'user', 'access', 'token', 'ps'])
      assert.equal(isChange(command), false, command);
    assert.equal(isChange('find', '-x', 'collection', '/d', '*'), true);
  });
});
