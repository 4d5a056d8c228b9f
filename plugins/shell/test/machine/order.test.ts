import assert from 'node:assert/strict';
import {Frames} from '../../src/machine/frames.ts';
import {idIn, readOrder} from '../../src/machine/order.ts';

describe('orders and frames', () => {
  it('are read', () => {
    assert.deepEqual(readOrder('{"id": 1, "line": "ls"}'), {kind: 'line', id: 1, line: 'ls'});
    assert.deepEqual(readOrder('{"id": "a", "words": ["ls", ""]}'), {
      kind: 'words',
      id: 'a',
      words: ['ls', ''],
    });
    assert.deepEqual(readOrder('{"id": 1, "request": ["ls"]}'), {kind: 'request', id: 1, request: ['ls']});
    assert.deepEqual(readOrder('{"interrupt": 1}'), {kind: 'interrupt', id: 1});
  });

  it('are refused with what is wrong, and the id where there is one', () => {
    for (const [text, what, id] of [
      ['', /no JSON/, undefined],
      ['null', /an? .*object/i, undefined],
      ['{"id": 2}', /one of/, 2],
      ['{"id": 2, "line": 3}', /string/, 2],
      ['{"id": 2, "words": "ls"}', /list/, 2],
      ['{"line": "ls"}', /"id"/, undefined],
    ] as const) {
      assert.throws(() => readOrder(text), what, text);
      assert.equal(idIn(text), id);
    }
  });

  it('hold any bytes, one frame a line', () => {
    let written = '';
    const frames = new Frames((text) => ((written += text), true));
    const stream = frames.stream('stdout', 1);
    stream.write('a\nb\u2028');
    stream.write(Buffer.from([0xff]));
    const [text, bytes] = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    assert.deepEqual(text, {event: 'stdout', id: 1, text: 'a\nb\u2028'});
    assert.deepEqual(bytes, {event: 'stdout', id: 1, base64: '/w=='});
  });
});
