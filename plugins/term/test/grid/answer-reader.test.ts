import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {AnswerReader} from '../../src/grid/answer-reader.ts';

async function read(text: string, sizes: readonly number[]): Promise<object[]> {
  const documents: object[] = [];
  const reader = new AnswerReader((document) => void documents.push(document));
  const bytes = Buffer.from(text);
  let at = 0;
  for (const size of sizes) {
    reader.write(bytes.subarray(at, at + size));
    at += size;
  }
  reader.write(bytes.subarray(at));
  await reader.end();
  return documents;
}

describe('the reader of answers', () => {
  const list = fc.array(fc.record({name: fc.string({unit: 'grapheme'})}, {noNullPrototype: true}), {
    minLength: 1,
    maxLength: 4,
  });
  const sizes = fc.array(fc.nat({max: 9}), {maxLength: 20});

  it('gives one object a line, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(list, sizes, async (objects, pieces) => {
        const text = objects.map((each) => `${JSON.stringify(each)}\n`).join('');
        assert.deepEqual(await read(text, pieces), objects);
      }),
    );
  });

  it('gives a document over many lines as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(list, sizes, async (results, pieces) => {
        assert.deepEqual(await read(`${JSON.stringify({results}, null, 2)}\n`, pieces), [{results}]);
      }),
    );
  });

  it('gives nothing for what is no JSON', async () => assert.deepEqual(await read('words\n{', []), []));

  it('lets the command wait as long as an element is not wanted', async () => {
    const {promise, resolve} = Promise.withResolvers<void>();
    const reader = new AnswerReader(() => promise);
    let isOnItsWay = false;
    const written = new Promise<void>((done) => {
      reader.write('{}\n', () => {
        isOnItsWay = true;
        done();
      });
    });
    await new Promise(setImmediate);
    assert.equal(isOnItsWay, false);
    resolve();
    await written;
  });
});
