import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {Config} from '@oclif/core';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import Whoami from '../../../src/commands/_account/whoami.ts';
import Cp from '../../../src/commands/_copy/cp.ts';
import {Interrupt} from '../../../src/lib/cli/base/interrupt.ts';
import {Program} from '../../../src/lib/cli/base/program.ts';
import {loadOptions} from '../../../src/lib/cli/base/run-of.ts';
import {Run} from '../../../src/lib/cli/base/run.ts';
import {Output} from '../../../src/lib/cli/show/output.ts';
import {openFolder, openGrid, useUntilEnd} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A command class, as oclif runs it. */
interface Runnable {
  run(words: string[], config: Config): Promise<unknown>;
}

describe('two runs at once in one process, against a grid', () => {
  let grid: TestGrid;
  let dir: string;
  const program = new Program('test', () => false);
  useUntilEnd('suite', async (held) => {
    grid = await openGrid({users: ['demo', 'other'], storage: true}, held);
    dir = await openFolder(held);
    held.defer(() => program.close());
  });

  /** Run a command as a user, in a directory of that name. */
  async function runAs(user: string, command: Runnable, words: string[], interrupt = new Interrupt()) {
    const cwd = join(dir, user);
    await mkdir(cwd, {recursive: true});
    let [stdout, stderr] = ['', ''];
    const stream = (take: (text: string) => void) => ({
      write: (chunk: string | Uint8Array) => (take(String(chunk)), true),
    });
    const run = new Run(program, {
      words,
      env: {...grid.env(user), HOME: cwd, TMPDIR: cwd},
      cwd,
      out: new Output(
        stream((text) => (stdout += text)),
        stream((text) => (stderr += text)),
      ),
      stdin: Readable.from([]),
      interrupt,
    });
    const config = await Config.load(loadOptions(ROOT, () => run));
    const code = await command.run(words, config);
    run.close();
    return {code, stdout, stderr};
  }

  it('are each their own user', async () => {
    const [demo, other] = await Promise.all([runAs('demo', Whoami, []), runAs('other', Whoami, [])]);
    assert.deepEqual([demo.stdout, other.stdout], ['demo\n', 'other\n']);
  });

  it('copy from and to the directory of each', async () => {
    for (const user of ['demo', 'other']) {
      await mkdir(join(dir, user), {recursive: true});
      await writeFile(join(dir, user, 'mine'), `of ${user}`);
    }
    const both = async (...words: string[]) => {
      const ended = await Promise.all(['demo', 'other'].map((user) => runAs(user, Cp, words)));
      for (const {code, stderr} of ended) assert.equal(code, 0, stderr);
    };
    await both('file:mine', 'alien:~/mine');
    await both('alien:~/mine', 'file:back');
    for (const user of ['demo', 'other'])
      assert.equal(await readFile(join(dir, user, 'back'), 'utf8'), `of ${user}`);
  });

  it('are stopped one by one', async () => {
    const interrupt = new Interrupt();
    grid.onRequest = ({command}) => {
      if (command === 'whoami') interrupt.stop('SIGINT');
      return 'answer';
    };
    const stopped = await runAs('demo', Whoami, [], interrupt);
    grid.onRequest = undefined;
    assert.deepEqual([stopped.code, stopped.stdout], [130, '']);
    assert.equal((await runAs('demo', Whoami, [])).stdout, 'demo\n');
  });
});
