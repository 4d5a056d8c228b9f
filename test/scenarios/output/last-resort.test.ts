import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {maskText} from '../../../src/lib/words/mask.ts';
import {useFolder} from '../stage/scene.ts';

describe('what no one caught', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = folder));

  /** Run the bundle with a piece of code that fails in its event loop. */
  const runWith = (code: string, env: Record<string, string> = {}) => {
    const early = join(dir, 'early.cjs');
    writeFileSync(early, `setImmediate(() => { ${code} });`);
    const words = ['--require', early, join(import.meta.dirname, '../../../bin/run.cjs'), 'doctor'];
    return spawnSync(process.execPath, words, {
      encoding: 'utf8',
      cwd: dir,
      env: {PATH: process.env['PATH'], HOME: dir, ...env},
    });
  };

  const FAILURES = [
    ['an exception', "throw new TypeError('boom\\nsource')", 'TypeError: boom'],
    ['a rejected promise', "Promise.reject(new RangeError('boom'))", 'RangeError: boom'],
    ['something that is no error', "throw 'boom'", 'boom'],
    [
      'a message that a terminal would obey',
      "throw new Error('\\u001b]0;boom\\u0007')",
      'Error: \\x1b]0;boom\\x07',
    ],
    ['a secret', "throw new Error('password=hunter2')", maskText('Error: password=hunter2')],
  ] as const;
  for (const [what, code, said] of FAILURES) {
    it(`${what}: one line that names the details`, () => {
      const {status, stderr} = runWith(code);
      const log = join(dir, '.local/state/alien/failure.log');
      assert.equal(stderr, `alien failed, and this is our fault: ${said}. The details are in ${log}.\n`);
      assert.equal(status, 1);
      assert.match(readFileSync(log, 'utf8'), /boom|password/);
      assert.equal(statSync(log).mode & 0o777, 0o600);
    });
  }

  it('is told too where there is no place for the details', () => {
    const {status, stderr} = runWith("throw new Error('boom')", {HOME: '/proc/none'});
    assert.equal(stderr, 'alien failed, and this is our fault: Error: boom.\n');
    assert.equal(status, 1);
  });

  it('a command that waits for what can never come is no success, and says so', async () => {
    const early = join(dir, 'early.cjs');
    writeFileSync(early, 'setImmediate(() => process.stdin.unref());');
    const words = ['--require', early, join(import.meta.dirname, '../../../bin/run.cjs'), 'batch', '-'];
    const child = spawn(process.execPath, words, {cwd: dir, env: {PATH: process.env['PATH'], HOME: dir}});
    try {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const [stderr, code] = await Promise.all([text(child.stderr), ended]);
      assert.match(stderr, /^alien failed, and this is our fault: Error: the command waits for something/);
      assert.equal(code, 1);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
