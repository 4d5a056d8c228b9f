import assert from 'node:assert/strict';
import fc from 'fast-check';
import {ConnectionLost} from '../../../../src/lib/session/connection/connection-lost.ts';
import {
  type Answer,
  type Result,
  UnreadableAnswer,
  parseAnswer,
} from '../../../../src/lib/session/requests/answer.ts';
import {AnswerCutShort, AnswerReader} from '../../../../src/lib/session/reading/answer-reader.ts';

const METADATA = {user: 'demo', currentdir: '/', exitcode: '0', error: ''};

/** What is read of a message that comes in such pieces. */
interface Read {
  readonly answer: Answer;
  /** what was handed over, one list for each time */
  readonly handed: (readonly Result[])[];
}

async function read(pieces: readonly Buffer[]): Promise<Read> {
  const handed: (readonly Result[])[] = [];
  const reader = new AnswerReader(
    (results, {exitcode}) => {
      assert.equal(exitcode, '0');
      handed.push(results);
    },
    () => undefined,
  );
  for (const piece of pieces) reader.push(piece);
  try {
    return {answer: await reader.end(), handed};
  } catch (error) {
    throw reader.failureOf(error);
  }
}

/** The bytes in pieces that end at these places, the first of which is at the least as long. */
function cut(bytes: Buffer, places: readonly number[], first = 0): Buffer[] {
  const ends = [...new Set(places.map((place) => Math.max(first, place % (bytes.length + 1))))];
  const sorted = [0, ...ends.sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

/** Texts with all that could mislead who looks at brackets, quotes and commas alone. */
const TEXT = fc.string({unit: fc.constantFrom(...Array.from('a"\\[]{},:/é€😀\n'), '"results":[')});
const VALUE = fc.oneof(TEXT, fc.integer(), fc.constant(null), fc.array(TEXT), fc.dictionary(TEXT, TEXT));
const RESULT = fc
  .dictionary(TEXT, VALUE)
  .map((result): Result => Object.fromEntries(Object.entries(result).filter(([key]) => key !== 'message')));
const PLACES = fc.array(fc.nat(), {maxLength: 20});

describe('an answer that is read while it comes in', () => {
  it('is the same in whatever pieces it comes, and however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(RESULT), TEXT, PLACES, fc.nat(3), async (results, error, places, blanks) => {
        const text = JSON.stringify({metadata: {...METADATA, error}, results}, undefined, blanks);
        const bytes = Buffer.from(text.replaceAll('/', '\\/'));
        const head = bytes.indexOf(blanks > 0 ? '"results": [' : '"results":[', bytes.indexOf('"user"'));
        const {answer, handed} = await read(cut(bytes, places, head + 12));
        assert.deepEqual(
          {...answer, results: [...handed.flat(), ...answer.results]},
          parseAnswer(String(bytes)),
        );
      }),
    );
  });

  it('hands over only of a success whose metadata come first', async () => {
    const results = [{a: '1'}, {a: '2'}];
    const inParts = await read([Buffer.from(JSON.stringify({metadata: METADATA, results}))]);
    assert.deepEqual([inParts.handed.flat(), inParts.answer.results], [results, []]);
    for (const answer of [
      {metadata: {...METADATA, exitcode: '2'}, results},
      {results, metadata: METADATA},
    ]) {
      const {handed, answer: whole} = await read(cut(Buffer.from(JSON.stringify(answer)), [50, 60]));
      assert.deepEqual([handed, whole], [[], answer]);
    }
  });

  const LONG = Array.from({length: 5000}, (_, index) => ({name: `entry ${index}`, message: 'é'.repeat(20)}));
  const LONG_BYTES = Buffer.from(JSON.stringify({metadata: METADATA, results: LONG}));

  it('hands over the first results long before the last ones are there', async () => {
    const got: number[] = [];
    const reader = new AnswerReader(
      (results) => void got.push(results.length),
      () => undefined,
    );
    reader.push(LONG_BYTES.subarray(0, 100_000));
    await new Promise(setImmediate);
    assert.ok(got.length > 0);
    reader.push(LONG_BYTES.subarray(100_000));
    assert.deepEqual((await reader.end()).results, []);
    assert.equal(
      got.reduce((a, b) => a + b),
      LONG.length,
    );
    assert.ok(Math.max(...got) < LONG.length);
  });

  const WRONG: readonly [what: string, bytes: Buffer][] = [
    ['ends in the middle', LONG_BYTES.subarray(0, 200_000)],
    ['lacks its last bracket', LONG_BYTES.subarray(0, -1)],
    [
      'has a gap',
      Buffer.from(LONG_BYTES.toString().replace('},{"name":"entry 3000"', '},,{"name":"entry 3000"')),
    ],
    ['is no JSON inside', Buffer.from(LONG_BYTES.toString().replace('"entry 3000"', 'entry'))],
    ['has a result that is none', Buffer.from(LONG_BYTES.toString().replace('{"name":"entry 3000"', '7,$&'))],
    ['is not UTF-8', Buffer.from(LONG_BYTES).fill(0xff, 200_000, 200_010)],
    ['has something behind it', Buffer.concat([LONG_BYTES, Buffer.from('{}')])],
    ['has two lists', Buffer.from(LONG_BYTES.toString().replace(/\}$/, ',"results":[{}]}'))],
  ];
  for (const [what, bytes] of WRONG) {
    it(`which ${what} is an error, and says that what came is not all`, async () => {
      await assert.rejects(read(cut(bytes, [90_000, 190_000])), (error) => {
        assert.ok(error instanceof AnswerCutShort);
        assert.match(error.message, /^The answer broke off after \d+ results\. The central service sent /);
        assert.equal(error.exitCode, 22);
        return true;
      });
    });
  }

  it('is unreadable as any other where nothing was handed over', async () => {
    for (const text of ['{"metadata":', '[]', '{"results":[{}]}', 'x'.repeat(300_000)])
      await assert.rejects(read([Buffer.from(text)]), UnreadableAnswer);
    for (const metadata of [{}, {...METADATA, exitcode: 0}])
      await assert.rejects(read([Buffer.from(JSON.stringify({metadata, results: []}))]), UnreadableAnswer);
  });

  it('is not asked for again where it is lost behind a part that was handed over', async () => {
    const lost = new ConnectionLost('It was lost.');
    const reader = new AnswerReader(
      () => undefined,
      () => undefined,
    );
    assert.equal(reader.failureOf(lost), lost);
    reader.push(LONG_BYTES.subarray(0, 200_000));
    await new Promise(setImmediate);
    const failure = reader.failureOf(lost);
    assert.ok(failure instanceof AnswerCutShort && !(failure instanceof ConnectionLost));
    assert.match(failure.message, /It was lost\.$/);
    assert.equal(failure.exitCode, lost.exitCode);
  });

  it('ends at once where its results are not wanted any more', async () => {
    const failures: Error[] = [];
    const enough = new Error('enough');
    let times = 0;
    const reader = new AnswerReader(
      () => {
        times++;
        throw enough;
      },
      (error) => failures.push(error),
    );
    reader.push(LONG_BYTES.subarray(0, 200_000));
    await new Promise(setImmediate);
    assert.deepEqual(failures, [enough]);
    reader.push(LONG_BYTES.subarray(200_000));
    await assert.rejects(reader.end(), enough);
    assert.equal(times, 1);
  });

  it('agrees with the reader of whole answers', async () => {
    const {answer, handed} = await read([LONG_BYTES]);
    assert.deepEqual({...answer, results: handed.flat()}, parseAnswer(LONG_BYTES.toString()));
  });
});
