import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {ARCHIVE} from '../../lib/credentials/elliptic.ts';
import {useFolder} from '../stage/scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

/** A bell, a C1 control sequence, DEL and a mark that turns the text. */
const NASTY = 'a\u0007\u009b\u007f\u202eb';
// eslint-disable-next-line no-control-regex -- they are what must not be there
const HARMFUL = /[\u0007\u007f-\u009f\u202e]/;

describe('a real terminal', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = folder));

  /** What the terminal gets from the program; prompts are answered with nothing. */
  const screenOf = async (words: string[], env: Record<string, string> = {}, cols = 300): Promise<string> => {
    const variables = {PATH: process.env['PATH'] ?? '', HOME: dir, TMPDIR: dir, ...env};
    const pty = spawn(ALIEN, words, {cwd: dir, env: variables, cols});
    let screen = '';
    let isAnswered = false;
    pty.onData((data) => {
      screen += data;
      if (!/pass phrase for/.test(screen) || isAnswered) return;
      isAnswered = true;
      pty.write('\u0003');
    });
    await new Promise((resolve) => pty.onExit(resolve));
    return screen;
  };

  for (const columns of [80, 40]) {
    it(`of ${columns} columns gets how to begin, where nothing is set up and nothing is said`, async () => {
      const screen = await screenOf([], {}, columns);
      const [, begin = ''] = /Nothing is set up yet.*?\n(.*?)\r?\n\r?\n/s.exec(screen) ?? [];
      for (const words of ['cert import FILE.p12', 'sandbox start', 'doctor'])
        assert.match(begin, new RegExp(`^ +alien ${words}`, 'm'));
      if (columns === 80) assert.equal(begin.split('\n').length, 3, begin);
      const longest = Math.max(...screen.split(/\r?\n/).map((row) => row.length));
      assert.ok(longest <= columns, `${longest}`);
    });
  }

  it('gets nothing harmful with a name in an error', async () => {
    assert.match(await screenOf(['config', 'get', NASTY]), /a\\x07\\x9b\\x7f\\u\{202e\}b/);
  });

  it('gets nothing harmful from oclif', async () => {
    const screen = await screenOf(['autocomplete', NASTY]);
    assert.match(screen, /a\\x07/);
    assert.doesNotMatch(screen, HARMFUL);
  });

  it('gets nothing harmful as JSON, and what it gets is JSON', async () => {
    writeFileSync(join(dir, 'config.json'), '{}');
    mkdirSync(join(dir, NASTY, 'alien'), {recursive: true});
    writeFileSync(join(dir, NASTY, 'alien/config.json'), '{"server.port": 1234}');
    const screen = await screenOf(['config', 'list', '--json'], {XDG_CONFIG_HOME: join(dir, NASTY)});
    assert.doesNotMatch(screen, HARMFUL);
    assert.ok(JSON.stringify(JSON.parse(screen)).includes(JSON.stringify(NASTY).slice(1, -1)), screen);
  });

  it('gets help with its headings in bold, and plain where no colours are wanted', async () => {
    for (const words of [
      ['help', 'pwd'],
      ['pwd', '--help'],
    ]) {
      const screen = await screenOf(words, {TERM: 'xterm'});
      assert.ok(screen.includes('\u001b[1mEXAMPLES\u001b[22m'), screen);
      const plain = await screenOf(words, {TERM: 'xterm', NO_COLOR: '1'});
      assert.match(plain, /^EXAMPLES\r?$/m);
      assert.ok(!plain.includes('\u001b') && !plain.includes('\\x1b'), plain);
    }
  });

  it('gets nothing harmful as a log', async () => {
    const log = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: '/dev/stderr'};
    const screen = await screenOf(['ls', NASTY], log);
    assert.match(screen, /a\\u0007\\x9b\\x7f/);
    assert.doesNotMatch(screen, HARMFUL);
  });

  it('gets nothing harmful with the question for a pass phrase', async () => {
    const archive = join(dir, `${NASTY}.p12`);
    writeFileSync(archive, ARCHIVE);
    const screen = await screenOf(['cert', 'import', archive]);
    assert.match(screen, /pass phrase for .*a\\x07\\x9b\\x7f\\u\{202e\}b\.p12/);
    assert.doesNotMatch(screen, HARMFUL);
  });
});
