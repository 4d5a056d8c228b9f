import assert from 'node:assert/strict';
import {storageError} from '../../../src/lib/storage/storage-error.ts';
import {NeverReached} from '../../../src/lib/storage/storage.ts';
import {authorisedUrl, splitMember, storageHost} from '../../../src/lib/paths/replica-url.ts';

const URL = 'root://user@se.example:1095//data/guid';
const failure = {message: 'what happened', reason: 'other', errno: 0, xrootdCode: 0, retryable: false};

describe('storage errors', () => {
  const table = [
    [{reason: 'connect', retryable: true}, 'network', 107],
    [{reason: 'stalled', retryable: true}, 'network', 110],
    [{reason: 'timeout', retryable: true}, 'network', 110],
    [{reason: 'truncated', retryable: true}, 'network', 5],
    [{reason: 'size'}, 'server', 5],
    [{reason: 'auth'}, 'server', 13],
    [{reason: 'local', errno: 28}, 'user', 28],
    [{reason: 'local', errno: 0}, 'user', 5],
    [{reason: 'server', xrootdCode: 3011}, 'server', 2],
    [{reason: 'server', xrootdCode: 3009, retryable: true}, 'server', 28],
    [{reason: 'server', xrootdCode: 3024, retryable: true}, 'network', 5],
    [{reason: 'other'}, 'server', 5],
  ] as const;
  for (const [details, fault, exitCode] of table) {
    it(`${JSON.stringify(details)} is of the ${fault}, exit code ${exitCode}`, () => {
      const error = storageError({...failure, ...details}, URL);
      assert.deepEqual([error.fault, error.exitCode], [fault, exitCode]);
      assert.match(error.message, exitCode === 28 && fault === 'user' ? /no space left/ : /what happened/);
    });
  }

  it('tells a connection that was never made from one that broke', () => {
    const broken = storageError({...failure, reason: 'connect', opened: true}, URL);
    const never = storageError({...failure, reason: 'connect', opened: false}, URL);
    assert.deepEqual([broken instanceof NeverReached, never instanceof NeverReached], [false, true]);
    assert.equal(storageError({...failure, reason: 'connect'}, URL) instanceof NeverReached, false);
  });

  it('names the server without the account', () => assert.equal(storageHost(URL), 'se.example:1095'));

  it('sends the envelope as it came', () => {
    const envelope = '-----BEGIN-----\na+b/c=\n-----END-----\n&scitag.flow=1';
    assert.equal(authorisedUrl({url: URL, envelope}), `${URL}?xrd.wantprot=unix&authz=${envelope}`);
  });

  it('asks for the archive of a member', () => {
    assert.equal(authorisedUrl({url: `${URL}#a.root`, envelope: 'e'}), `${URL}?xrd.wantprot=unix&authz=e`);
    assert.deepEqual(splitMember(`${URL}#a.root`), {file: URL, member: 'a.root'});
    assert.deepEqual(splitMember(URL), {file: URL});
  });
});
