import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {reportFailure} from '../../../../src/lib/cli/base/failure.ts';
import {InterruptedError} from '../../../../src/lib/cli/base/interrupt.ts';
import {JsonOutput} from '../../../../src/lib/cli/show/json-output.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

describe('the way out for JSON', () => {
  let [stdout, stderr] = [new PassThrough(), new PassThrough()];
  beforeEach(() => ([stdout, stderr] = [new PassThrough(), new PassThrough()]));

  const open = (lines = false): JsonOutput => new JsonOutput(stdout, stderr, {lines});
  const printed = (): unknown => JSON.parse(String(stdout.read()));
  const failure = new UserError('not there', {code: 'NO_SUCH_FILE', next: ['look', '  there']});
  const error = {code: 'ALIEN_NO_SUCH_FILE', exitCode: 2, message: 'not there', next: ['look', 'there']};

  it('makes results of what a command prints as text', () => {
    const out = open();
    out.line('a');
    out.result({lfn: '/b'}, 'b');
    out.end();
    assert.deepEqual(printed(), {results: [{message: 'a'}, {lfn: '/b'}]});
  });

  it('is a document also where a command says nothing', () => {
    open().end();
    assert.deepEqual(printed(), {results: []});
  });

  it('writes long lists as they come, in the very form of a document at once', async () => {
    const lists = [[{a: '1\n2', b: ['\u2028']}, {}], [], [{a: {b: 1}}]];
    const out = open();
    for (const list of lists) await out.results(list);
    const begun = String(stdout.read());
    out.result({last: true});
    out.close({metadata: {user: 'demo'}});
    out.end();
    const whole = {results: [...lists.flat(), {last: true}], metadata: {user: 'demo'}};
    assert.equal(begun + String(stdout.read()), `${JSON.stringify(whole, null, 2)}\n`);
  });

  it('ends a document that has begun with the failure', async () => {
    const out = open();
    await out.results([{lfn: '/b'}]);
    reportFailure(failure, out, 'find');
    out.end();
    assert.deepEqual(printed(), {results: [{lfn: '/b'}], error});
  });

  it('tells of a failure on both sides, with what was done before', () => {
    const out = open();
    out.result({lfn: '/b'});
    assert.equal(reportFailure(failure, out, 'ls'), 2);
    assert.deepEqual(printed(), {error, results: [{lfn: '/b'}]});
    assert.equal(String(stderr.read()), 'not there\n  > look\n    there\n');
  });

  it('holds one document, whatever fails behind it', () => {
    const out = open();
    out.json({version: 1});
    assert.equal(reportFailure(failure, out, 'ls'), 2);
    out.end();
    assert.deepEqual(printed(), {version: 1});
  });

  it('tells of a failure behind the lines that came before', () => {
    const out = open(true);
    out.jsonText('{"kind":"note"}');
    reportFailure(failure, out, 'cp');
    out.end();
    assert.equal(String(stdout.read()), `{"kind":"note"}\n${JSON.stringify({error})}\n`);
  });

  it('names an abort for programs, about which people hear nothing', () => {
    assert.equal(reportFailure(new InterruptedError('Stopped by SIGINT.', 130), open(), 'ls'), 130);
    assert.deepEqual(printed(), {
      error: {code: 'ALIEN_INTERRUPTED', exitCode: 130, message: 'Stopped by SIGINT.', next: []},
    });
    assert.equal(stderr.read(), null);
  });

  it('holds one of several things that failed among those that did not', () => {
    const out = open();
    out.result({server: 'a'}, 'a');
    out.partFailed({server: 'b'}, 'b', failure);
    out.end();
    assert.deepEqual(printed(), {
      results: [{server: 'a'}, {server: 'b', error: {code: error.code, exitCode: 2, message: 'not there'}}],
    });
    assert.equal(String(stderr.read()), 'b: not there\n');
  });

  it('holds the bytes of any file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'alien-json-'));
    try {
      const path = join(dir, 'file');
      const out = open();
      for (const bytes of [Buffer.from('größe\n'), Buffer.from([0xff, 0, 1])]) {
        writeFileSync(path, bytes);
        await out.file(path, {name: 'x'});
      }
      out.end();
      assert.deepEqual(printed(), {
        results: [
          {name: 'x', size: 8, encoding: 'utf-8', content: 'größe\n'},
          {name: 'x', size: 3, encoding: 'base64', content: '/wAB'},
        ],
      });
    } finally {
      rmSync(dir, {recursive: true});
    }
  });

  it('is harmless on a terminal, and means the same', () => {
    Object.assign(stdout, {isTTY: true});
    open().json({name: '\u001b[2J\u009b'});
    const text = String(stdout.read());
    assert.match(text, /^[ -~\n]*$/);
    assert.deepEqual(JSON.parse(text), {name: '\u001b[2J\u009b'});
  });
});
