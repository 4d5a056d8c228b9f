import assert from 'node:assert/strict';
import type {Entry} from '../../../../src/lib/catalogue/entry.ts';
import {statEntry} from '../../../../src/lib/catalogue/lookup.ts';
import {NameTaken} from '../../../../src/lib/copy/model/name-taken.ts';
import {
  isTemporaryEntry,
  replaceEntry,
  replacementOf,
} from '../../../../src/lib/copy/replace/replace-entry.ts';
import type {ReplacedByContent} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {AlienError, NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {isOnItsWay} from '../../../../src/lib/traces/temporary-name.ts';
import {basenameOfLfn, absoluteLfn, type Lfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid, type Fault} from '../support/fake-grid.ts';

const [OLD, NEW, OTHER] = ['a', 'b', 'c'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`,
);
const LOST = new NetworkError('lost');

describe('replacing an entry', () => {
  let grid: FakeGrid;
  let replacement: ReplacedByContent;
  let lfn: Lfn;

  beforeEach(() => begin('/alice/home/file'));

  function begin(name: string): void {
    grid = new FakeGrid();
    lfn = absoluteLfn(name);
    replacement = replacementOf({lfn, guid: OLD});
    put(lfn, OLD);
    put(replacement.temporary, NEW);
  }
  function put(name: string, guid = ''): void {
    grid.entries.set(name, {type: 'f', size: 1, md5: '', guid, replicas: []});
  }
  /** The file of each name, by the names as the replacement calls them. */
  function names(): Record<string, string> {
    const called = new Map<string, string>([
      [lfn, 'lfn'],
      [replacement.temporary, 'temporary'],
      [replacement.aside, 'aside'],
      [`${lfn}_backup`, 'backup'],
    ]);
    const content = new Map([
      [OLD, 'old'],
      [NEW, 'new'],
      [OTHER, 'other'],
    ]);
    const files = [...grid.entries].filter(([, {type}]) => type === 'f');
    return Object.fromEntries(
      files.map(([name, {guid}]) => [called.get(name) ?? name, content.get(guid) ?? guid]),
    );
  }
  /** @param faults of the requests of a command, by their number from 0; may do something first */
  function onRequest(command: string, faults: Record<number, Fault | (() => Fault | undefined)>): void {
    const before = grid.fault;
    let number = -1;
    grid.fault = (asked, options, index) => {
      if (asked !== command) return before(asked, options, index);
      number += 1;
      const fault = faults[number];
      return typeof fault === 'function' ? fault() : fault;
    };
  }
  const refusal = (text = 'no'): Fault => ({
    when: 'before',
    error: new ServerError(text, {code: 'PERMISSION_DENIED'}),
  });
  const lost = (when: Fault['when']): Fault => ({when, error: LOST});
  const look = (): Promise<Entry | undefined> => statEntry(grid, lfn);
  const replace = (looking = look) => replaceEntry(grid, replacement, NEW, looking);
  const failure = async (looking = look): Promise<AlienError> => {
    let caught: unknown;
    try {
      await replace(looking); // `assert.rejects` would wait for a promise that is thrown
    } catch (error) {
      caught = error;
    }
    assert.ok(caught instanceof AlienError);
    return caught;
  };

  it('moves the old content aside, the new one to its name, and only then removes the old one', async () => {
    const steps: unknown[] = [];
    const request = grid.request.bind(grid);
    grid.request = async (command, options) => {
      const answer = await request(command, options);
      steps.push([command, names()]);
      return answer;
    };
    assert.equal(await replace(), undefined);
    assert.deepEqual(steps, [
      ['mv', {aside: 'old', temporary: 'new'}],
      ['mv', {aside: 'old', lfn: 'new'}],
      ['stat', {aside: 'old', lfn: 'new'}],
      ['rm', {lfn: 'new'}],
    ]);
  });

  it('chooses hidden names in the same directory, which are known again', () => {
    for (const name of [replacement.temporary, replacement.aside]) {
      assert.match(name, /^\/alice\/home\/\.file\.[^/]*$/);
      assert.ok(isOnItsWay(basenameOfLfn(name)));
    }
    assert.ok(isTemporaryEntry(replacement.temporary));
    for (const other of [replacement.aside, lfn, absoluteLfn('/alice/.f.12345678.alien-part/f')])
      assert.ok(!isTemporaryEntry(other), other);
    assert.equal(replacement.oldGuid, OLD);
    assert.equal(replacementOf({lfn, guid: undefined}).oldGuid, '');
  });

  it('chooses no name that rm would expand', () => {
    const {temporary, aside} = replacementOf({lfn: absoluteLfn('/alice/home/a*b?'), guid: OLD});
    assert.doesNotMatch(temporary + aside, /[*?]/);
  });

  it('removes the new content where the old one cannot be moved, and throws that reason', async () => {
    onRequest('mv', {0: refusal()});
    assert.equal((await failure()).message, 'no');
    assert.deepEqual(names(), {lfn: 'old'});
  });

  it('says where the new content is where it cannot be removed either', async () => {
    onRequest('mv', {0: refusal('not yours')});
    onRequest('rm', {0: refusal()});
    const {message, exitCode, next} = await failure();
    assert.equal(
      message,
      `${lfn} is as it was; the new content is registered as ${replacement.temporary}. not yours`,
    );
    assert.equal(exitCode, 13);
    assert.match(next.join(), /`alien ls -la \/alice\/home`/);
    assert.deepEqual(names(), {lfn: 'old', temporary: 'new'});
  });

  it('puts the old content back where the new one does not get the name', async () => {
    onRequest('mv', {1: refusal()});
    assert.equal((await failure()).message, 'no');
    assert.deepEqual(names(), {lfn: 'old'});
  });

  it('says where both are where the old one cannot be put back', async () => {
    onRequest('mv', {1: refusal(), 2: refusal('not now')});
    const {message} = await failure();
    assert.equal(
      message,
      `The old content of ${lfn} is now ${replacement.aside}, the new one ${replacement.temporary}. not now`,
    );
    assert.deepEqual(names(), {aside: 'old', temporary: 'new'});
  });

  it('says the same where a bug is the reason', async () => {
    onRequest('mv', {1: refusal(), 2: {when: 'before', error: new TypeError('a bug')}});
    const {message, exitCode} = await failure();
    assert.match(message, /^The old content of .* TypeError: a bug$/);
    assert.equal(exitCode, 5);
  });

  it('goes on where the answer to a move was lost and it was done', async () => {
    onRequest('mv', {0: lost('after'), 1: lost('after')});
    assert.equal(await replace(), undefined);
    assert.deepEqual(names(), {lfn: 'new'});
    assert.equal(grid.count('mv'), 2);
  });

  it('takes a move whose answer was lost for not done where it was not', async () => {
    for (const number of [0, 1]) {
      begin('/alice/home/file');
      onRequest('mv', {[number]: lost('before')});
      assert.equal(await failure(), LOST);
      assert.deepEqual(names(), {lfn: 'old'});
    }
  });

  it('keeps the old content where the answer was lost and another has the name by now', async () => {
    onRequest('mv', {
      1: () => {
        put(lfn, OTHER);
        return lost('before');
      },
    });
    assert.equal(await failure(), LOST);
    assert.deepEqual(names(), {lfn: 'other', backup: 'old'});
  });

  it('does not look again where a move was refused', async () => {
    onRequest('mv', {0: refusal()});
    await failure();
    assert.equal(grid.count('stat'), 0);
  });

  it('keeps the old content where it cannot be looked at the name', async () => {
    const {message, exitCode} = await failure(() => Promise.reject(new NetworkError('no answer')));
    assert.equal(
      message,
      `${lfn} should have its new content; the old one is ${replacement.aside}. no answer`,
    );
    assert.equal(exitCode, LOST.exitCode);
    assert.deepEqual(names(), {lfn: 'new', aside: 'old'});
  });

  it('keeps the file that came to the name between the two moves, and the old content', async () => {
    onRequest('mv', {
      1: () => {
        put(lfn, OTHER);
        return undefined;
      },
    });
    const error = await failure();
    assert.ok(error instanceof NameTaken);
    assert.equal(
      error.message,
      `Another file has got the name ${lfn} while it was replaced: it stays. The old content is now ${replacement.aside}.`,
    );
    assert.deepEqual(names(), {lfn: 'other', aside: 'old'});
  });

  it('removes no backup that is not its own', async () => {
    put(`${lfn}_backup`, OTHER);
    const error = await failure(() => Promise.resolve(undefined));
    assert.ok(error instanceof NameTaken);
    assert.equal(names()['backup'], 'other');
    assert.doesNotMatch(error.message, /the new one is/);
  });

  it('names its backup where rm would expand that name', async () => {
    begin('/alice/home/a*b');
    put('/alice/home/aXb_backup', OTHER);
    onRequest('mv', {
      1: () => {
        put(lfn, OTHER);
        return undefined;
      },
    });
    const {message} = await failure();
    assert.match(message, /The old content is now \S+, the new one is \/alice\/home\/a\*b_backup\.$/);
    assert.deepEqual([names()['backup'], grid.entries.has('/alice/home/aXb_backup')], ['new', true]);
  });

  it('takes an empty backup for nothing of its own where the new content is empty', async () => {
    put(`${lfn}_backup`, '');
    const taken = replaceEntry(grid, replacement, undefined, () => Promise.resolve(undefined));
    await assert.rejects(taken, NameTaken);
    assert.ok(grid.entries.has(`${lfn}_backup`));
  });

  it('replaces by an empty file, which has no GUID', async () => {
    put(replacement.temporary, '');
    assert.equal(await replaceEntry(grid, replacement, undefined, look), undefined);
    assert.deepEqual(names(), {lfn: ''});
  });

  it('warns where the old content cannot be removed, and names it', async () => {
    onRequest('rm', {0: refusal()});
    assert.equal(await replace(), `the old content could not be removed: it is ${replacement.aside} (no)`);
    assert.deepEqual(names(), {lfn: 'new', aside: 'old'});
    assert.equal(grid.count('rm'), 1);
  });

  it('removes the old content once more where the answer was lost and it is still there', async () => {
    onRequest('rm', {0: lost('before')});
    assert.equal(await replace(), undefined);
    assert.deepEqual([names(), grid.count('rm')], [{lfn: 'new'}, 2]);
  });

  it('warns where it cannot be removed the second time', async () => {
    onRequest('rm', {0: lost('before'), 1: refusal()});
    assert.equal(await replace(), `the old content could not be removed: it is ${replacement.aside} (no)`);
    assert.deepEqual(names(), {lfn: 'new', aside: 'old'});
  });

  it('does not remove it twice where only the answer was lost', async () => {
    onRequest('rm', {0: lost('after')});
    assert.equal(await replace(), undefined);
    assert.deepEqual([names(), grid.count('rm')], [{lfn: 'new'}, 1]);
  });

  it('hides no bug', async () => {
    onRequest('rm', {0: {when: 'before', error: new TypeError('a bug')}});
    await assert.rejects(replace(), TypeError);
  });
});
