import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {Config} from '@oclif/core';
import {Interrupt} from '../../../../src/lib/cli/base/interrupt.ts';
import type {Program} from '../../../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../../../src/lib/cli/base/run-of.ts';
import {Run} from '../../../../src/lib/cli/base/run.ts';
import {AlienHelp} from '../../../../src/lib/cli/help/alien-help.ts';
import {Output} from '../../../../src/lib/cli/show/output.ts';
import {Workbench} from '../../../commands/workbench.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const WIDTHS = [40, 80, 110];

/** What the help says to these words on a terminal of a width. */
async function help(
  words: readonly string[],
  width: number,
  env: Record<string, string> = {},
): Promise<string> {
  let text = '';
  const stream = {columns: width, write: (chunk: string | Uint8Array) => ((text += String(chunk)), true)};
  const program: Program = new Workbench().program;
  const run = new Run(program, {
    words,
    env,
    cwd: '/nowhere',
    out: new Output(stream, stream),
    stdin: Readable.from([]),
    interrupt: new Interrupt(),
  });
  const config = await Config.load(loadOptions(ROOT, () => run));
  await new AlienHelp(config).showHelp([...words]);
  return text;
}

/** Lines that are too long though they could have been broken: examples and usage are meant to be copied. */
function overlong(text: string, width: number): string[] {
  return text
    .split('\n')
    .filter((line) => line.length > width && !/^\s*(\$ |PAGER=|\$EDITOR|.*\| alien )/.test(line))
    .filter((line) => line.trim().includes(' ') && line.trim().split(/ {2,}/).length === 1);
}

describe('the help', () => {
  for (const words of [[], ['concepts']]) {
    it(`of "${words.join(' ')}" fits a screen of 80x24`, async () => {
      const lines = (await help(words, 80)).trimEnd().split('\n');
      assert.ok(lines.length <= 23, `${lines.length} lines`); // the prompt is below
      assert.deepEqual(
        lines.filter((line) => line.length > 80),
        [],
      );
    });
  }

  it('says first what to do where there is nothing to log in with', async () => {
    const home = mkdtempSync(join(tmpdir(), 'alien-help-'));
    const env = {HOME: home, TMPDIR: home};
    try {
      const fresh = await help([], 80, env);
      assert.match(
        fresh,
        /Nothing is set up yet[^]*alien cert import[^]*alien sandbox start[^]*alien doctor/,
      );
      mkdirSync(join(home, '.globus'));
      writeFileSync(join(home, '.globus/mine.p12'), '');
      for (const more of [
        {},
        {HOME: '/nowhere', X509_USER_CERT: '/x'},
        {HOME: '/nowhere', JALIEN_TOKEN_CERT: '/x'},
      ])
        assert.doesNotMatch(await help([], 80, {...env, ...more}), /set up/);
    } finally {
      rmSync(home, {recursive: true});
    }
  });

  it('names only commands that exist on the first screen', async () => {
    const {commandIDs, topics} = await Config.load(ROOT);
    const known = new Set([...commandIDs, ...topics.map(({name}) => name)]);
    const [, names = ''] = (await help([], 80)).split('\n\n');
    const words = names.split(/\s+/).filter((word) => /^[a-z]/.test(word));
    assert.ok(words.length > 40);
    assert.deepEqual(
      words.filter((word) => !known.has(word)),
      [],
    );
  });

  it('lists all commands one step further', async () => {
    const {commands} = await Config.load(ROOT);
    const text = await help(['--all'], 80);
    for (const {id, hidden} of commands) {
      if (!hidden && !id.includes(':')) assert.match(text, new RegExp(`^ {2}${id}\\b`, 'm'));
    }
  });

  for (const width of WIDTHS) {
    it(`breaks no word and no line is too long, of any command, at ${width} columns`, async () => {
      const {commands} = await Config.load(ROOT);
      for (const {id, description = ''} of commands) {
        const text = await help(id.split(':'), width);
        assert.deepEqual([id, overlong(text, width)], [id, []]);
        const words = new Set(text.split(/\s+/));
        const broken = description.split(/\s+/).filter((word) => !word.includes('<%') && !words.has(word));
        assert.deepEqual([id, broken], [id, []]);
      }
    });
  }

  it('says nothing twice: the description goes on where the first line ends', async () => {
    const text = await help(['cat'], 80);
    assert.equal(text.split('Print grid files.').length, 2);
    assert.match(text, /DESCRIPTION\n {2}The bytes are those of the file/);
    assert.doesNotMatch(await help(['mv'], 80), /DESCRIPTION/);
  });

  it('has a help of its own', async () => {
    assert.match(await help(['help'], 80), /USAGE\n {2}\$ alien help/);
  });
});
