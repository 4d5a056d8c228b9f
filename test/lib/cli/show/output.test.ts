import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {Output} from '../../../../src/lib/cli/show/output.ts';
import {similarNames} from '../../../../src/lib/cli/words/suggest.ts';

const stream = (isTTY: boolean) => Object.assign(new PassThrough(), {isTTY});
const NASTY = 'a\u001b[2J\u0007b\u202ec\u009bd';

describe('output', () => {
  it('makes control characters harmless on a terminal', () => {
    const stdout = stream(true);
    new Output(stdout, stream(true)).line(NASTY);
    assert.equal(String(stdout.read()), 'a\\x1b[2J\\x07b\\u{202e}c\\x9bd\n');
  });

  it('leaves text alone in a pipe', () => {
    const [stdout, stderr] = [stream(false), stream(false)];
    const out = new Output(stdout, stderr);
    out.line(NASTY);
    out.note(NASTY);
    assert.deepEqual([String(stdout.read()), String(stderr.read())], [`${NASTY}\n`, `${NASTY}\n`]);
  });

  it('keeps letters of all scripts, line breaks and tabs', () => {
    const stdout = stream(true);
    new Output(stdout, stdout).line('größe\tδ\n日本 🙂');
    assert.equal(String(stdout.read()), 'größe\tδ\n日本 🙂\n');
  });

  it('passes the bytes of a file into a pipe, and text that is split anywhere to a terminal', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'alien-output-'));
    const path = join(dir, 'file');
    const bytes = Buffer.from(Array.from({length: 200_000}, (_, i) => i % 256));
    writeFileSync(path, bytes);
    const pipe = stream(false);
    const chunks: Buffer[] = [];
    pipe.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Output(pipe, pipe).file(path);
    assert.ok(Buffer.concat(chunks).equals(bytes));

    const text = `x${'é'.repeat(100_000)}`;
    writeFileSync(path, text);
    const terminal = stream(true);
    let shown = '';
    terminal.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await new Output(terminal, terminal).file(path);
    rmSync(dir, {recursive: true});
    assert.equal(shown, text);
  });
});

describe('did you mean', () => {
  it('offers near names, best first, and nothing far away', () => {
    assert.deepEqual(similarNames('whoam', ['ls', 'whoami', 'whois', 'find']), ['whoami']);
    assert.deepEqual(similarNames('PWD', ['pwd', 'cd']), ['pwd']);
    assert.deepEqual(similarNames('xyz', ['ls', 'whoami']), []);
  });
});
