import assert from 'node:assert/strict';
import {withLfns} from '../../../src/lib/catalogue/lookup.ts';
import {likelyHome} from '../../../src/lib/session/likely-home.ts';
import type {KnownPlace, Requester} from '../../../src/lib/session/requests/requester.ts';

const GUESS = '/alice/cern.ch/user/g/guess/';
const TRUE = {cwd: '/alice/cern.ch/user/t/true/dir/', home: '/alice/cern.ch/user/t/true/'};

describe('names of files, and where they start', () => {
  const asked: string[] = [];
  let place: KnownPlace | undefined;
  const grid: Requester = {
    request: (command) => {
      asked.push(command);
      const metadata = {user: 'u', currentdir: TRUE.cwd, exitcode: '0', error: ''};
      return Promise.resolve({metadata, results: [{homedir: TRUE.home}]});
    },
    place: () => Promise.resolve(place),
  };
  beforeEach(() => {
    asked.length = 0;
    place = {cwd: GUESS, home: GUESS, isCertain: false};
  });
  const tried: string[][] = [];
  beforeEach(() => (tried.length = 0));
  /** Reads, and hears with the answer where names start. */
  const read = (actual: KnownPlace | undefined, error?: Error) => async (lfns: readonly string[]) => {
    tried.push([...lfns]);
    place = actual ?? place;
    if (error) throw error;
    return Promise.resolve(lfns.join());
  };
  const right = {cwd: GUESS.slice(0, -1), home: GUESS, isCertain: true};
  const other = {...TRUE, isCertain: true};

  it('are guessed, and nothing is asked where the guess was right', async () => {
    assert.equal(await withLfns(grid, ['x', '~/y', '/z'], read(right)), `${GUESS}x,${GUESS}y,/z`);
    assert.deepEqual([asked, tried.length], [[], 1]);
  });

  it('are read again where the guess was wrong, whatever that read has given', async () => {
    for (const error of [undefined, new Error('no such file')]) {
      place = {cwd: GUESS, home: GUESS, isCertain: false};
      tried.length = 0;
      let count = 0;
      const once = (lfns: readonly string[]) => read(other, count++ === 0 ? error : undefined)(lfns);
      assert.equal(await withLfns(grid, ['x', '~/y'], once), `${TRUE.cwd}x,${TRUE.home}y`);
      assert.deepEqual([asked, tried.length], [[], 2]);
    }
  });

  it('fail as they failed where the guess was right, or nothing was answered', async () => {
    for (const actual of [right, undefined])
      await assert.rejects(withLfns(grid, ['x'], read(actual, new Error('lost'))), /lost/);
    assert.equal(tried.length, 2);
  });

  it('are asked for where nothing can be guessed, and known from then on', async () => {
    place = undefined;
    assert.equal(await withLfns(grid, ['x'], read(undefined)), `${TRUE.cwd}x`);
    assert.deepEqual(asked, ['whoami']);
    place = other;
    assert.equal(await withLfns(grid, ['x'], read(other)), `${TRUE.cwd}x`);
    assert.deepEqual(asked, ['whoami']);
  });

  it('need no place where they are absolute', async () => {
    assert.equal(await withLfns({...grid, place: () => assert.fail('asked')}, ['/a'], read(undefined)), '/a');
  });

  it('have a likely home by the certificate', () => {
    assert.equal(likelyHome('C=ch/O=AliEn2/CN=Users/CN=alice/OU=aliprod'), '/alice/cern.ch/user/a/aliprod/');
    assert.equal(
      likelyHome('DC=ch/DC=cern/OU=Users/CN=jdoe/CN=123456/CN=John Doe'),
      '/alice/cern.ch/user/j/jdoe/',
    );
    assert.equal(likelyHome('C=DE/O=Grid/CN=John Doe'), undefined);
  });
});
