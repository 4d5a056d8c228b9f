import assert from 'node:assert/strict';
import type {Answer} from '../../../src/lib/session/requests/answer.ts';
import {requestToken} from '../../../src/lib/tokens/token.ts';
import {CERTIFICATE, KEY} from '../credentials/elliptic.ts';
import {answerWith} from '../session/support/answers.ts';
import {keyOf} from '../trust/support/issue.ts';

const SOUND = {tokencert: CERTIFICATE, tokenkey: KEY};

describe('a token that is asked for', () => {
  let asked: unknown[];
  const request = (answer: Answer, words: readonly string[] = []) => {
    const requester = {
      request: (...request: unknown[]) => {
        asked = request;
        return Promise.resolve(answer);
      },
    };
    const signal = new AbortController().signal;
    return requestToken(requester, words, {signal}).finally(() => {
      assert.deepEqual(asked, ['token', words, {signal, want: 'keys'}]);
    });
  };

  it('is certificate and key, with what the service remarks', async () => {
    const token = await request(answerWith({error: ' shorter than asked for\n'}, [SOUND]), ['-v', '7']);
    assert.deepEqual([token.certificatePem, token.keyPem], [CERTIFICATE, KEY]);
    assert.equal(token.facts.subject, 'C=ch/O=Test/CN=ecuser');
    assert.equal(token.warning, 'shorter than asked for');
  });

  it('is refused with the code of the service, and the other one that it sends along is dropped', async () => {
    const refusal = async (results: object[]) => {
      const answer = answerWith({exitcode: '13', error: 'not your role'}, results as Answer['results']);
      try {
        await request(answer);
      } catch (error) {
        const {exitCode, message, next} = error as {exitCode: number; message: string; next: string[]};
        assert.deepEqual([exitCode, message], [13, 'not your role']);
        return next.join();
      }
      return assert.fail('was taken');
    };
    assert.equal(await refusal([]), 'Nothing was stored.');
    assert.equal(await refusal([{tokencert: ''}]), 'Nothing was stored.');
    assert.match(await refusal([{}, SOUND]), /whoami -v/);
  });

  it('is of no use where a half of it is missing, damaged, or of another one', async () => {
    for (const [results, why] of [
      [[], /does not hold a certificate/],
      [[{tokencert: CERTIFICATE}], /does not hold a key/],
      [[{tokenkey: KEY}], /does not hold a certificate/],
      [[{tokencert: CERTIFICATE, tokenkey: keyOf()}], /its key belongs to another certificate/],
    ] as const) {
      await assert.rejects(request(answerWith({}, results)), (error: Error & {next: string[]}) => {
        assert.equal(error.name, 'ServerError');
        assert.match(error.message, /sent a token that cannot be used/);
        assert.match(error.message, why);
        assert.match(error.next.join(), /Nothing was stored/);
        return true;
      });
    }
  });
});
