import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {spawn} from '@lydell/node-pty';
import type {Program} from '../stage/program.ts';
import {behindAgent} from '../stage/behind-agent.ts';
import {useScene} from '../stage/scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');
const HOME = '/alice/cern.ch/user/d/demo';
const COLUMNS = 40;

/** A colour, a title of the window, a bell, and a mark that turns the text. */
const NASTY = 'a\u001b[31mb\u001b]0;owned\u0007c\u202ed';
const LONG = 'a-name-that-is-longer-than-the-terminal-is-wide.root';

/** What sets colours. */
// eslint-disable-next-line no-control-regex -- they are what must not be there
const COLOUR = /\u001b\[[\d;]*m/;

describe('a terminal of 40 columns that wants no colours', () => {
  let alien: Program;
  let dir: string;
  let env: Record<string, string>;

  useScene({storage: true}, async (scene) => {
    ({alien, dir} = scene);
    env = {
      ...scene.grid.env(),
      PATH: process.env['PATH'] ?? '',
      HOME: dir,
      TMPDIR: dir,
      TERM: 'xterm-256color',
    };
    await scene.grid.storeFile({lfn: `${HOME}/data/${LONG}`, content: 'x'.repeat(100_000), owner: 'demo'});
    await scene.grid.storeFile({lfn: `${HOME}/odd/${NASTY}`, content: 'odd', owner: 'demo'});
    mkdirSync(join(dir, 'up'));
    writeFileSync(join(dir, 'up', LONG), 'x'.repeat(300_000));
  });

  /** All that the terminal gets. */
  async function screenOf(...words: string[]): Promise<string> {
    const pty = spawn(ALIEN, words, {cwd: dir, env: {...behindAgent(env), NO_COLOR: '1'}, cols: COLUMNS});
    let screen = '';
    pty.onData((data) => (screen += data));
    await new Promise((resolve) => pty.onExit(resolve));
    return screen;
  }

  /** Lines that do not fit, though they could have been broken or cut: commands are to be copied, sentences flow. */
  const overlong = (screen: string): string[] =>
    stripVTControlCharacters(screen)
      .split(/[\r\n]+/)
      .filter((line) => line.length > COLUMNS && !/^(?: +\$ | +make-list|Copied )/.test(line));

  /** Those that lay out what they print have to fit too; in others a name or a value may be longer. */
  const COMMANDS: Readonly<Record<string, 'fits' | 'flows'>> = {
    help: 'fits',
    'help concepts': 'fits',
    'cp --help': 'fits',
    'cp alien:data/ file:down': 'fits',
    'cp file:up/ alien:up/': 'fits',
    'sync file:up alien:synced': 'fits',
    'ls data': 'flows',
    'ls -l data': 'flows',
    'find data': 'flows',
    doctor: 'flows',
    'config list': 'flows',
    'cp file:nosuch alien:x': 'flows',
    nosuchcommand: 'flows',
  };
  for (const [words, kind] of Object.entries(COMMANDS))
    it(`gets none, and lines for which there is room: ${words}`, async () => {
      const screen = await screenOf(...words.split(' '));
      assert.doesNotMatch(screen, COLOUR);
      if (kind === 'fits') assert.deepEqual(overlong(screen), []);
    });

  for (const words of [
    'ls odd',
    'ls -l odd',
    'find odd',
    'cp alien:odd/ file:odd',
    'stat odd/*',
    'rm odd/*x',
  ])
    it(`is not moved by a name in: ${words}`, async () => {
      const screen = await screenOf(...words.split(' '));
      // eslint-disable-next-line no-control-regex -- they are what must not be there
      assert.doesNotMatch(screen, /\u001b\[31m|\u001b\]0;|\u0007|\u202e/);
    });

  it('is where names are made harmless; a pipe gets their bytes', async () => {
    assert.equal(await alien.ok('find', 'odd', '*'), `${HOME}/odd/${NASTY}\n`);
    assert.equal((await alien.shell('alien ls odd | cat')).stdout, `${NASTY}\n`);
  });

  it('is what script makes for a command, and what it records is text', async () => {
    const {code} = await alien.shell('NO_COLOR=1 script -qec "alien ls data" record </dev/null >/dev/null');
    assert.equal(code, 0);
    const lines = readFileSync(join(dir, 'record'), 'utf8').split(/\r?\n/);
    assert.ok(lines.includes(LONG), lines.join('\n'));
  });

  it('ends in order where its reader is gone, in the midst of a copy too', async () => {
    const {stderr, stdout} = await alien.shell(
      `alien cp --json alien:data/ file:unread | true; alien cat data/${LONG} | head -c 1; alien find data --json | true`,
    );
    assert.equal(stdout, 'x');
    assert.doesNotMatch(stderr, /EPIPE|our fault|^ +at /m);
  });
});
