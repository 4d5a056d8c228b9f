import assert from 'node:assert/strict';
import {ServerError} from '../../../../src/lib/errors/errors.ts';
import {expectMade, refusedName} from '../../../../src/lib/session/requests/expect-made.ts';
import {answerWith} from '../support/answers.ts';

const REFUSED = answerWith({exitcode: '2', error: 'no such file'});

describe('a name that the service refuses', () => {
  it('is not the reason where all went well, or where it knows all letters', () => {
    const made = answerWith();
    assert.equal(expectMade(made, ['/x/日本']), made);
    for (const names of [[], ['/x/plain'], ['/x/zürich', '/ÿ']]) {
      assert.throws(() => expectMade(REFUSED, names), {exitCode: 2, message: 'no such file'});
    }
  });

  it('is named with the first letter that the service has no room for, and what it said', () => {
    for (const refuse of [
      () => expectMade(REFUSED, ['/plain', '/x/a日本']),
      () => refused(['/plain', '/x/a日本']),
    ]) {
      assert.throws(refuse, (error) => {
        assert.ok(error instanceof ServerError);
        assert.equal(error.exitCode, 2);
        assert.match(error.message, /"日" in \/x\/a日本 \(it says: no such file\)/);
        assert.match(error.next.join(), /Latin letters/);
        return true;
      });
    }
    assert.match(refusedName('no', 2, ['/Ā']).message, /"Ā"/);
    assert.equal(refusedName('no', 5, ['/plain']).message, 'no');
    assert.match(refusedName('no', 5, ['/😀']).message, /"😀"/, 'a whole letter, not a half of it');
  });

  const refused = (names: string[]) => {
    throw refusedName('no such file', 2, names);
  };
});
