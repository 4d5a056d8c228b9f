import assert from 'node:assert/strict';
import {encodeRequest, spoilsConnection} from '../../../../src/lib/session/requests/message.ts';

/** A request whose message is so long, in characters. */
const requestOf = (length: number, letter = 'x'): string => {
  const empty = encodeRequest('echo', [''], 'both').length;
  return encodeRequest('echo', [letter.repeat(length - empty)], 'both');
};

describe('the message of a request', () => {
  it('has the words as they are, behind the one that asks for a half of the answer', () => {
    const words = ['-l', 'a b', '"', '\\', '', 'ü\n'];
    const sent = (want: Parameters<typeof encodeRequest>[2]) =>
      JSON.parse(encodeRequest('ls', words, want)) as unknown;
    assert.deepEqual(sent('both'), {command: 'ls', options: words});
    assert.deepEqual(sent(undefined), {command: 'ls', options: words});
    assert.deepEqual(sent('keys'), {command: 'ls', options: ['-nomsg', ...words]});
    assert.deepEqual(sent('text'), {command: 'ls', options: ['-nokeys', ...words]});
  });

  it('is refused where the service would refuse it for its length, with what helps', () => {
    assert.equal(requestOf(133_120).length, 133_120);
    assert.throws(() => requestOf(133_121), {exitCode: 7, message: /arguments of echo are too long/});
  });

  it('spoils its connection from the first byte that the service does not read in one piece', () => {
    assert.equal(spoilsConnection(requestOf(8192)), false);
    assert.equal(spoilsConnection(requestOf(8193)), true);
    assert.equal(spoilsConnection(requestOf(8000, 'ü')), true, 'it counts bytes');
  });
});
