import assert from 'node:assert/strict';
import type {IncomingMessage} from 'node:http';
import {PassThrough} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import {partOf, piecesOf} from '../../../../src/lib/storage/http/http-body.ts';
import {Patience} from '../../../../src/lib/storage/http/patience.ts';

const MIB = 1 << 20;

describe('the body of an answer', () => {
  const response = (statusCode: number, headers: Record<string, string> = {}) =>
    Object.assign(new PassThrough({highWaterMark: 4 * MIB}), {statusCode, headers}) as PassThrough &
      IncomingMessage;

  it('comes in batches, and the time that this side takes with one is no silence', async () => {
    const body = response(200);
    body.write(Buffer.alloc(MIB));
    body.end(Buffer.alloc(MIB / 2));
    const patience = new Patience();
    let bytes = 0;
    for await (const pieces of piecesOf(body, 'host', {ms: 20, patience})) {
      for (const {length} of pieces) bytes += length;
      await wait(60);
    }
    assert.deepEqual([bytes, patience.signal.aborted], [1.5 * MIB, false]);
  });

  it('is a part only where the server says which', () => {
    const part = {'content-range': 'bytes 10-19/30'};
    assert.deepEqual(partOf(response(206, part)), {begin: 10, size: 30});
    assert.equal(partOf(response(200, part)), undefined);
    assert.equal(partOf(response(206)), undefined);
    assert.equal(partOf(response(206, {'content-range': 'bytes 10--1/10'})), undefined);
    assert.equal(partOf(response(206, {'content-range': 'bytes 10-19/*'})), undefined);
  });
});
