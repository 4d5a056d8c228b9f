import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Part} from '../../bench/frame/part.ts';
import {runParts} from '../../bench/frame/run-parts.ts';
import {makeStopwatch, measure} from '../../bench/frame/stopwatch.ts';
import {COMMAND_PARTS} from '../../bench/parts/command-parts.ts';
import {COPY_PARTS} from '../../bench/copy/copy-parts.ts';

const QUICK = new Set(['lists', 'small-files']);

describe('the stopwatch of the bench', () => {
  let dir: string;
  let stopwatch: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'alien-stopwatch-'));
    stopwatch = makeStopwatch(dir);
  });
  after(() => rmSync(dir, {recursive: true}));
  const sh = (code: string, expected?: RegExp) =>
    measure(stopwatch, ['sh', '-c', code], process.env, expected);

  it('tells the time to the first output and to the end, and passes the output through', () => {
    const {time, first, memory, output} = sh('echo one; head -c 300000 /dev/zero; echo end');
    assert.ok(first > 0 && first <= time);
    assert.ok(memory > 0 && memory < 2 ** 30);
    assert.equal(output.length, 'one\n'.length + 300_000 + 'end\n'.length);
  });

  it('knows no first output where there is none', () => {
    assert.ok(Number.isNaN(sh('true').first));
  });

  for (const [code, told] of [
    ['echo why >&2; exit 3', /ended with 3:\nwhy/],
    ['kill -TERM $$', /ended with 143/],
    ['exec /nowhere', /ended with 127/],
    ['echo something else', /did not say what it should:\nsomething else/],
  ] as const) {
    it(`takes this for no figure: ${code}`, () => {
      assert.throws(() => sh(code, /^right$/m), told);
    });
  }
});

describe('the command line of the bench', () => {
  /** Runs parts, and tells what they have printed and the exit code. */
  async function run(parts: readonly Part[], ...words: string[]): Promise<{said: string; code: unknown}> {
    const said: unknown[] = [];
    const {log, error} = console;
    const before = process.exitCode;
    console.log = (text: unknown) => said.push(text);
    console.error = () => undefined;
    try {
      await runParts(parts, ['--no-peer', ...words]);
      return {said: said.join('\n'), code: process.exitCode};
    } finally {
      Object.assign(console, {log, error});
      process.exitCode = before;
    }
  }

  const part = (name: string, measured: () => Promise<string>): Part => ({
    name,
    title: 'a title',
    minutes: 1,
    measure: async () => ({head: ['', 'ms'], rows: [[name, await measured()]], notes: ['A note.']}),
  });
  const good = part('good', () => Promise.resolve('7'));
  const bad = part('bad', () => Promise.reject(new Error('it broke')));

  it('shows the tables of others where one part fails, and ends with 1', async () => {
    const {said, code} = await run([bad, good]);
    assert.match(said, /bad: a title\n\nFAILED: it broke[^]*good: a title\n\n +ms\ngood +7\nA note\./);
    assert.equal(code, 1);
  });

  it('measures only what is asked for, and leaves out what would not end in time', async () => {
    assert.doesNotMatch((await run([bad, good], '--only', 'good')).said, /it broke/);
    assert.match(
      (await run([good], '--minutes', '0.5')).said,
      /Left out: it takes 1 minutes, and 0\.5 are left/,
    );
    await assert.rejects(run([good], '--only', 'ghost'), /There is no part ghost; there are good\./);
    await assert.rejects(run([good], '--minutes', 'few'), /--minutes takes a number above 0, and not few/);
    await assert.rejects(run([good], '--short', '--write'), /no figures/);
  });

  // the others wait by the clock, as launcher and completion do, or take long
  for (const each of [...COMMAND_PARTS, ...COPY_PARTS].filter(({name}) => QUICK.has(name))) {
    it(`measures ${each.name} in short`, async () => {
      const {said, code} = await run([each], '--short');
      assert.equal(code, undefined, said);
    });
  }
});
