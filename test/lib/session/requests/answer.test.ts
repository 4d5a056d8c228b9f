import assert from 'node:assert/strict';
import {
  UnreadableAnswer,
  exitCodeOf,
  isMisread,
  isUnknownCommand,
  parseAnswer,
  textOf,
  valueOf,
} from '../../../../src/lib/session/requests/answer.ts';
import {errorText, expectSuccess} from '../../../../src/lib/session/requests/expect-success.ts';
import {ServerError} from '../../../../src/lib/errors/errors.ts';

const answer = (exitcode: string, error = '', results: object[] = []) =>
  parseAnswer(JSON.stringify({metadata: {exitcode, error, user: 'demo', currentdir: '/'}, results}));

describe('an answer of the central service', () => {
  it('is read with its slashes unescaped', () => {
    const text =
      '{"metadata":{"currentdir":"\\/alice\\/","exitcode":"0","error":"","user":"u"},"results":[]}';
    assert.equal(parseAnswer(text).metadata.currentdir, '/alice/');
  });

  it('is refused when it is empty, no JSON, or JSON of another form', () => {
    const codes = ['', 'oops', '[]', '{"results":[]}', '{"metadata":{"exitcode":0},"results":[]}'].map(
      (text) => {
        try {
          parseAnswer(text);
          return 'accepted';
        } catch (error) {
          return error instanceof ServerError ? error.exitCode : error;
        }
      },
    );
    assert.deepEqual(codes, [61, 22, 22, 22, 22]);
  });

  it('is refused where a part of it is missing or of another kind, and says why', () => {
    const metadata = {exitcode: '0', error: '', user: 'demo', currentdir: '/'};
    const forms: unknown[] = [
      null,
      7,
      {metadata: null, results: []},
      {metadata: [], results: []},
      {metadata},
      {metadata, results: {}},
      {metadata, results: [null]},
      {metadata, results: [{message: 'x'}, 'x']},
      {metadata, results: [{message: 7}]},
      ...Object.keys(metadata).map((key) => ({metadata: {...metadata, [key]: 0}, results: []})),
    ];
    for (const form of forms) {
      assert.throws(
        () => parseAnswer(JSON.stringify(form)),
        (error) => error instanceof UnreadableAnswer && /JSON that is not an answer/.test(error.message),
        JSON.stringify(form),
      );
    }
    assert.throws(() => parseAnswer('oops'), {message: /is not JSON/});
    assert.throws(() => parseAnswer(''), {message: /empty answer/});
    for (const message of [null, 'x', undefined]) {
      assert.deepEqual(parseAnswer(JSON.stringify({metadata, results: [{message}, {}]})).results.length, 2);
    }
  });

  it('is refused where it nests deeper than any code may follow, in results and beside them', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : {in: nested(levels - 1)});
    const metadata = {exitcode: '0', error: '', user: 'demo', currentdir: '/'};
    const read = (levels: number, more: number) =>
      parseAnswer(JSON.stringify({metadata: {...metadata, more: nested(more)}, results: [nested(levels)]}));
    assert.ok(read(10, 10));
    assert.throws(() => read(40, 0), UnreadableAnswer);
    assert.throws(() => read(0, 40), UnreadableAnswer);
  });

  it('gives its text: the messages, one after the other, empty ones too', () => {
    assert.equal(
      textOf(answer('0', '', [{message: 'a'}, {name: 'x'}, {message: ''}, {message: 'b'}])),
      'a\n\nb',
    );
  });

  it('gives plain values as text and anything else as nothing', () => {
    const result = {TTL: 7, md5: null, replicas: {a: 'b'}, size: '17'};
    assert.deepEqual(
      ['TTL', 'md5', 'replicas', 'size', 'no'].map((key) => valueOf(result, key)),
      ['7', '', '', '17', ''],
    );
  });

  it('turns into an error with its own code when it is a refusal', () => {
    assert.throws(() => expectSuccess(answer('77', 'File descriptor in bad state : No read PFNs')), {
      exitCode: 77,
      message: 'File descriptor in bad state : No read PFNs',
    });
    assert.equal(exitCodeOf(answer('what')), 42);
  });

  it('keeps a stack trace of the server from the user', () => {
    const trace =
      'Remote I/O error : Error executing the command [x]: \njava.lang.Oops: no\n\tat a.b(C.java:1)\n\tat d';
    assert.equal(
      errorText(answer('121', trace)),
      'Remote I/O error : Error executing the command [x]: java.lang.Oops: no',
    );
  });

  it('tells an unknown command from a missing file', () => {
    assert.equal(isUnknownCommand(answer('2', 'No such file or directory : Command [lss] not found!')), true);
    assert.equal(isUnknownCommand(answer('2', 'No such file or directory : /x')), false);
    assert.equal(isUnknownCommand(answer('1', 'Command [lss] not found!')), false);
  });

  it('tells that the service did not understand a request from a word that it does not take', () => {
    assert.equal(isMisread(answer('22', 'Incoming JSON is not ok')), true);
    assert.equal(isMisread(answer('22', 'Invalid argument')), false);
    assert.equal(isMisread(answer('1', 'Incoming JSON is not ok')), false);
  });
});
