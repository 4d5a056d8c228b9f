import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {reportFailure} from '../../../../src/lib/cli/base/failure.ts';
import {EventLines} from '../../../../src/lib/cli/copy/event-lines.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {Output} from '../../../../src/lib/cli/show/output.ts';
import {similarNames} from '../../../../src/lib/words/suggest.ts';

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

/** One of each kind that a terminal obeys, or that turns or breaks the text. */
const HARMFUL = {
  NUL: '\u0000',
  bell: '\u0007',
  'carriage return': '\r',
  ESC: '\u001b',
  DEL: '\u007f',
  'next line (C1)': '\u0085',
  'CSI (C1)': '\u009b',
  'OSC (C1)': '\u009d',
  'Arabic letter mark': '\u061c',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  ...Object.fromEntries(
    Array.from('\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069').map((character) => [
      `U+${character.charCodeAt(0).toString(16)}`,
      character,
    ]),
  ),
};

/** All ways by which text leaves through an output, and what a reader makes of it again. */
const WAYS: Record<string, (out: Output, text: string) => void> = {
  line: (out, text) => out.line(text),
  note: (out, text) => out.note(text),
  json: (out, text) => out.json({[text]: [text]}),
  jsonText: (out, text) => out.jsonText(JSON.stringify(text)),
  'a failure': (out, text) => void reportFailure(new UserError(text, {next: [text]}), out, undefined),
  'a fault of ours': (out, text) => void reportFailure(new TypeError(text), out, undefined),
  "oclif's error": (out, text) =>
    void reportFailure(Object.assign(new Error(text), {oclif: {exit: 2}}), out, text),
  'events as JSON': (out, text) => {
    const events = new EventLines((line) => out.jsonText(line));
    events.onEvent({kind: 'note', text});
  },
};

describe('every way out', () => {
  for (const [way, send] of Object.entries(WAYS)) {
    it(`${way}: nothing harmful on a terminal, everything as it is in a pipe`, () => {
      for (const [what, character] of Object.entries(HARMFUL)) {
        const terminal = stream(true);
        send(new Output(terminal, terminal), `a${character}b`);
        const shown = String(terminal.read());
        assert.ok(!shown.includes(character), what);
        const pipe = stream(false);
        send(new Output(pipe, pipe), `a${character}b`);
        const piped = String(pipe.read());
        if (/json/i.test(way)) {
          const sameValue = (text: string) => JSON.stringify({...(JSON.parse(text) as object), time: 0});
          assert.equal(sameValue(shown), sameValue(piped), what);
        } else assert.ok(piped.includes(character), what);
      }
    });
  }

  it('a file on a terminal, whose last character is cut off', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'alien-output-'));
    writeFileSync(join(dir, 'file'), Buffer.from([0x61, 0x9b, 0x1b, 0xc2]));
    const terminal = stream(true);
    await new Output(terminal, terminal).file(join(dir, 'file'));
    rmSync(dir, {recursive: true});
    assert.equal(String(terminal.read()), 'a\ufffd\\x1b\ufffd');
  });
});

describe('did you mean', () => {
  it('offers near names, best first, and nothing far away', () => {
    assert.deepEqual(similarNames('whoam', ['ls', 'whoami', 'whois', 'find']), ['whoami']);
    assert.deepEqual(similarNames('PWD', ['pwd', 'cd']), ['pwd']);
    assert.deepEqual(similarNames('xyz', ['ls', 'whoami']), []);
  });
});
