import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {Conversation} from '../../src/net/conversation.ts';
import type {Answer, Asked} from '../../src/net/conversation.ts';

const GREETING = Buffer.from('000000000000000000000000' + '00000004' + '000007dc', 'hex');
const [OPEN, CLOSE, WRITE, PGWRITE, WRITEV] = [3010, 3003, 3019, 3026, 3031];

/** A request with what follows its head; `length` is what the head tells of it. */
function request(id: number, body: Buffer, {options = 0, length = body.length} = {}): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt16BE(7, 0);
  head.writeUInt16BE(id, 2);
  head.writeUInt16BE(options, 6);
  head.writeUInt32BE(length, 20);
  return Buffer.concat([head, body]);
}

function response(status: number, body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(status, 2);
  head.writeUInt32BE(length, 4);
  return Buffer.concat([head, body]);
}

/** The same bytes in pieces of all lengths. */
const inPieces = (data: Buffer): Buffer[][] =>
  [1, 3, 7, 24, 25, data.length].map((size) =>
    Array.from({length: Math.ceil(data.length / size)}, (_, index) =>
      data.subarray(index * size, (index + 1) * size),
    ),
  );

describe('what is said between a client and an XRootD server', () => {
  let asked: Asked[];
  let told: Buffer[];
  let answer: Answer | undefined;
  let talk: Conversation;
  const toServer = (pieces: readonly Buffer[]): Buffer =>
    Buffer.concat(pieces.map((piece) => talk.fromClient(piece)));
  const toClient = (pieces: readonly Buffer[]): Buffer =>
    Buffer.concat(pieces.map((piece) => talk.fromServer(piece)));

  function begin(): void {
    asked = [];
    told = [];
    talk = new Conversation(
      (each) => {
        asked.push(each);
        return answer;
      },
      (each) => told.push(each),
    );
  }
  beforeEach(() => {
    answer = undefined;
    begin();
  });

  it('passes as it is, and is understood, however it is cut', () => {
    const list = Buffer.alloc(32);
    list.writeUInt32BE(100, 4);
    list.writeUInt32BE(50, 20);
    const all = Buffer.concat([
      GREETING,
      request(OPEN, Buffer.from('//disk1/a b?authz=x'), {options: 0x10}),
      request(OPEN, Buffer.from('/disk1/c'), {options: 0x08}),
      request(WRITE, randomBytes(70)),
      request(PGWRITE, randomBytes(90)),
      request(WRITEV, Buffer.concat([list, randomBytes(150)]), {length: 32}),
      request(CLOSE, Buffer.alloc(0)),
    ]);
    for (const pieces of inPieces(all)) {
      begin();
      assert.deepEqual(toServer(pieces), all);
      assert.deepEqual(asked, [
        {kind: 'open', path: '/disk1/a b', toWrite: false},
        {kind: 'open', path: '/disk1/c', toWrite: true},
        {kind: 'write', bytes: 70},
        {kind: 'write', bytes: 90},
        {kind: 'write', bytes: 150},
      ]);
    }
  });

  it('is cut out where it is answered on the way, with all of its data', () => {
    const close = request(CLOSE, Buffer.alloc(0));
    answer = {error: 3009, message: 'full'};
    const all = Buffer.concat([GREETING, request(WRITE, randomBytes(1000)), close]);
    for (const pieces of inPieces(all)) {
      begin();
      assert.deepEqual(toServer(pieces), Buffer.concat([GREETING, close]));
      assert.deepEqual(
        told.map((each) => each.toString('hex')),
        ['0007' + '0fa3' + '00000009' + '00000bc1' + Buffer.from('full\0').toString('hex')],
      );
    }
    begin();
    answer = {waitSeconds: 3, message: ''};
    assert.deepEqual(toServer([GREETING, request(OPEN, Buffer.from('/tape/x'))]), GREETING);
    assert.equal(told[0]?.toString('hex'), '0007' + '0fa5' + '00000005' + '00000003' + '00');
  });

  it('is answered only when the server has ended its sentence', () => {
    const page = Buffer.alloc(24 + 500);
    page.writeUInt32BE(500, 12);
    const words = [
      response(0, Buffer.from('hello')),
      response(4007, page, 24),
      response(0, Buffer.alloc(0)),
    ] as const;
    const all = Buffer.concat(words);
    answer = {error: 3009, message: 'full'};
    for (const pieces of inPieces(all)) {
      begin();
      toServer([GREETING]);
      const first = pieces.slice(0, Math.ceil(20 / (pieces[0]?.length ?? 1)));
      let heard = toClient(first);
      toServer([request(WRITE, Buffer.alloc(5))]);
      heard = Buffer.concat([heard, ...told, toClient(pieces.slice(first.length))]);
      const inserted = heard.indexOf('full') - 12;
      const ends = words.map((_, index) => Buffer.concat(words.slice(0, index + 1)).length);
      assert.ok(ends.includes(inserted), `${inserted} of ${ends.join(' ')}`);
      assert.deepEqual(Buffer.concat([heard.subarray(0, inserted), heard.subarray(inserted + 17)]), all);
    }
  });

  it('passes untouched if it is another language', () => {
    answer = {error: 3009, message: 'full'};
    for (const words of [randomBytes(500), Buffer.concat([GREETING, randomBytes(500).fill(255, 0, 24)])]) {
      for (const pieces of inPieces(words)) {
        begin();
        const partly = response(0, Buffer.from('x')).subarray(0, 3);
        const before = toClient([partly]);
        assert.deepEqual(toServer(pieces), words);
        assert.deepEqual(Buffer.concat([before, toClient([words])]), Buffer.concat([partly, words]));
        assert.deepEqual([asked, told], [[], []]);
      }
    }
  });
});
